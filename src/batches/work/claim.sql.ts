import { statement } from '../../database/database.service.js';
import { atCeiling } from '../ceiling/ai-ceiling.sql.js';
import { earlierResult } from '../rows/images.sql.js';

/** Attempts an image has; counted when one begins, so that an image which kills workers ends too. */
export const MAX_ATTEMPTS = 3;

/** A worker that does not renew its claim within this is taken for dead. */
export const LEASE_SECONDS = 15;

/** About how many images of one batch are part of its trace: a million would be of no use. */
const TRACED_IMAGES = 1_000;

/**
 * Takes a queued image for one attempt; finds nothing when it was taken or ended already, when its batch is being canceled or
 * when its account is suspended. The attempt number is the claim: whatever a worker writes later names it, so a worker that lost its
 * claim writes nothing. $1 image, $2 lease, $3 the setting of the ceiling of AI dollars.
 */
export const claimImage = statement(
  'images.claim',
  `UPDATE images i SET status = 'processing', attempts = i.attempts + 1, queued_at = NULL, retry_at = NULL,
     started_at = coalesce(i.started_at, clock_timestamp()),
     lease_until = clock_timestamp() + make_interval(secs => $2)
   FROM batches b WHERE i.id = $1 AND i.status = 'queued' AND b.id = i.batch_id AND b.cancel_requested_at IS NULL
     AND NOT EXISTS (SELECT FROM accounts WHERE id = i.account_id AND suspended_at IS NOT NULL)
   RETURNING i.id, i.batch_id, i.account_id, i.key, i.etag, i.target_key, i.alt_text, i.seo_name, i.attempts, i.replacement,
     i.ai_reason, i.ai_asked, i.ai_unanswered, i.ai_direct,
     b.source_connection_id, b.destination_connection_id, b.request, b.total AS batch_total, b.created_at AS submitted_at, clock_timestamp() AS claimed_at,
     CASE WHEN i.target_key IS NULL AND i.attempts = 1 THEN ${earlierResult('i', 'b')} END AS earlier,
     b.request ->> 'ai' IS NOT NULL AND (SELECT ${atCeiling('a', '$3')} FROM accounts a WHERE a.id = i.account_id) AS ai_withheld,
     CASE WHEN random() * b.total < ${TRACED_IMAGES} THEN b.traceparent END AS traceparent`,
);

/** Keeps the claims of a process alive. $1 images, $2 their attempts, $3 lease. */
export const renewClaims = statement(
  'images.renew-claims',
  `UPDATE images i SET lease_until = clock_timestamp() + make_interval(secs => $3)
   FROM unnest($1::text[], $2::int[]) AS mine(id, attempt)
   WHERE i.id = mine.id AND i.attempts = mine.attempt AND i.status = 'processing'`,
);

/** Puts images back that a process has no time to end. $1 images, $2 their attempts. */
export const handBackClaims = statement(
  'images.hand-back-claims',
  `UPDATE images i SET status = 'pending', lease_until = NULL
   FROM unnest($1::text[], $2::int[]) AS mine(id, attempt)
   WHERE i.id = mine.id AND i.attempts = mine.attempt AND i.status = 'processing' AND i.lease_until IS NOT NULL`,
);

/**
 * Gives a claimed image its target when that depends on the result or on what lies there, with its description: a later
 * attempt writes to the same key and does not ask again. A key that is a source of the batch is not given, except the image's
 * own key when it may be overwritten; the row then comes back without a target. No row: the claim is lost. Fails on `images_one_target` when
 * another image has the key. $1 image, $2 attempt, $3 target, $4 alt text, $5 name, $6 may overwrite.
 */
export const chooseTarget = statement(
  'images.choose-target',
  `UPDATE images i SET alt_text = $4, seo_name = $5, named_by_result = named_by_result OR target_key IS NULL,
     target_key = CASE WHEN EXISTS (
       WITH RECURSIVE family AS (
         SELECT id, retry_of FROM batches WHERE id = i.batch_id
         UNION ALL SELECT b.id, b.retry_of FROM family JOIN batches b ON b.id = family.retry_of
       )
       SELECT FROM family, LATERAL (
         SELECT FROM images WHERE batch_id = family.id AND key = $3 AND NOT ($6 AND key = i.key)
         UNION ALL SELECT FROM images WHERE batch_id = family.id AND target_key = $3 AND key <> i.key
           AND family.id <> i.batch_id
       ) AS taken
     ) THEN NULL ELSE $3 END
   WHERE i.id = $1 AND i.attempts = $2 AND i.status = 'processing'
   RETURNING target_key`,
);
