import { statement } from '../../database/database.service.js';

/**
 * "attempts" names the claim: only the worker that holds it ends the image, and only once.
 * $1 image, $2 attempt, $3 status, $4 reason, $5 ETag, then the facts of the source and of the result, the texts, and
 * whether the AI credit is used.
 */
export const setOutcome = statement(
  'images.write-outcome',
  `UPDATE images SET status = $3, reason = $4, ended_at = clock_timestamp(), lease_until = NULL,
     etag = coalesce(etag, $5), in_bytes = $6, in_format = $7, in_width = $8, in_height = $9,
     out_bytes = $10, out_format = $11, out_width = $12, out_height = $13, out_quality = $14,
     alt_text = $15, seo_name = $16, ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

/** $1 image, $2 attempt, $3 seconds until it may be taken again. */
export const setRetry = statement(
  'images.retry-later',
  `UPDATE images SET status = 'pending', lease_until = NULL, retry_at = clock_timestamp() + make_interval(secs => $3)
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

/**
 * The attempt's number is free again: its former holder writes nothing more.
 * $1 image, $2 attempt, $3 seconds until it may be taken again, $4 how many of its AI requests got no reply.
 */
export const setUndone = statement(
  'images.give-back',
  `UPDATE images SET status = 'pending', lease_until = NULL, attempts = attempts - 1,
     retry_at = clock_timestamp() + make_interval(secs => $3), ai_unanswered = ai_unanswered + $4::int
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

/**
 * The version that was read is pinned with it: no later attempt may take the result for the source.
 * $1 image, $2 attempt, $3 outcome, $4 ETag.
 */
export const setReplacement = statement(
  'images.note-replacement',
  `UPDATE images SET replacement = $3, etag = coalesce(etag, $4)
   WHERE id = $1 AND attempts = $2 AND status = 'processing' RETURNING id`,
);
