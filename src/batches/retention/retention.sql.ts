import { statement } from '../../database/database.service.js';

/**
 * Batches that ended so long ago that their images need not be kept, locked; another scheduler takes others.
 * $1 days, $2 how many.
 */
export const lockOldBatches = statement(
  'retention.lock-old-batches',
  `SELECT id FROM batches
   WHERE ended_at < clock_timestamp() - make_interval(days => $1) AND forgotten_at IS NULL
   ORDER BY ended_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
);

/**
 * Of locked batches those that may be forgotten, marked. A retry that has not ended still looks at the images of the
 * batches it comes from. It is a statement of its own, so that it sees a retry which held the lock before. $1 batches.
 */
export const beginToForget = statement(
  'retention.begin-to-forget',
  `UPDATE batches b SET forgetting_at = coalesce(forgetting_at, clock_timestamp())
   WHERE id = ANY ($1) AND NOT EXISTS (
     SELECT FROM batches r WHERE r.account_id = b.account_id AND r.retry_of IS NOT NULL AND r.ended_at IS NULL)
   RETURNING id`,
);

/** What is not settled is never touched, whatever its batch says. $1 batches, $2 how many images. */
export const deleteImages = statement(
  'retention.delete-images',
  `DELETE FROM images WHERE id = ANY (ARRAY(
     SELECT i.id FROM unnest($1::text[]) AS old(id), LATERAL (
       SELECT id FROM images WHERE batch_id = old.id AND settled_at IS NOT NULL LIMIT $2) AS i
     LIMIT $2))
   RETURNING id`,
);

/** Those that have no image left. $1 batches. */
export const endToForget = statement(
  'retention.end-to-forget',
  `UPDATE batches b SET forgotten_at = clock_timestamp()
   WHERE id = ANY ($1) AND NOT EXISTS (SELECT FROM images WHERE batch_id = b.id) RETURNING id`,
);
