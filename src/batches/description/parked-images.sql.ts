import { statement } from '../../database/database.service.js';

/** Parked images, and those of them whose requests the provider does not have yet. */
export const countParked = statement(
  'ai.count-parked',
  'SELECT count(*) AS parked, count(*) FILTER (WHERE body IS NOT NULL) AS unsent FROM ai_requests',
);

/**
 * Parks a claimed image until its reply is there: still 'processing', without a lease, and the attempt does not count. The
 * version that was read is pinned: the texts will be of this one. No row: the claim is lost.
 * $1 image, $2 attempt, $3 ETag, $4 hash, $5 request.
 */
export const parkImage = statement(
  'ai.park-image',
  `WITH parked AS (
     UPDATE images SET lease_until = NULL, attempts = attempts - 1, etag = coalesce(etag, $3)
     WHERE id = $1 AND attempts = $2 AND status = 'processing' RETURNING id, account_id, batch_id
   )
   INSERT INTO ai_requests AS r (image_id, account_id, batch_id, hash, body)
   SELECT id, account_id, batch_id, $4, $5 FROM parked
   ON CONFLICT (image_id) DO UPDATE SET hash = $4, body = $5, ai_job_id = NULL, created_at = clock_timestamp()
   RETURNING 1`,
);

/**
 * Images go on from their rows, with what the reply was; those that were canceled meanwhile do not.
 * Arrays: $1 images, $2 alt texts, $3 names, $4 reasons, $5 to be asked about by themselves, $6 useless replies.
 */
export const unparkImages = statement(
  'ai.unpark-images',
  `UPDATE images i SET status = 'pending', alt_text = a.alt_text, seo_name = a.seo_name, ai_reason = a.reason,
     ai_direct = a.direct, ai_asked = i.ai_asked + a.useless
   FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::int[])
     AS a(id, alt_text, seo_name, reason, direct, useless)
   WHERE i.id = a.id AND i.id = ANY ($1) AND i.status = 'processing' AND i.lease_until IS NULL`,
);

/**
 * Images of a paused batch whose requests no file holds yet go back: what waits to be sent is bounded for all accounts together,
 * and a paused batch would keep others out for as long as it rests. $1 batch.
 */
export const putBackParked = statement(
  'ai.put-back-parked',
  `WITH dropped AS (DELETE FROM ai_requests WHERE batch_id = $1 AND ai_job_id IS NULL RETURNING image_id)
   UPDATE images SET status = 'pending'
   WHERE id = ANY (ARRAY(SELECT image_id FROM dropped)) AND status = 'processing' AND lease_until IS NULL`,
);
