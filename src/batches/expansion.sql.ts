import { statement } from '../database/database.service.js';

/** Batches whose prefix nobody is listing, handed to the workers for a while. $1 how many, $2 lease in seconds. */
export const leaseExpansions = statement(
  'batches.lease-expansions',
  `UPDATE batches SET expand_lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id IN (SELECT id FROM batches
     WHERE status = 'expanding' AND (expand_lease_until IS NULL OR expand_lease_until < clock_timestamp())
     ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Begins an attempt at listing. $1 batch, $2 lease in seconds. */
export const beginExpansion = statement(
  'batches.begin-expansion',
  `UPDATE batches SET expand_attempts = expand_attempts + 1,
     expand_lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id = $1 AND status = 'expanding'
   RETURNING id, account_id, source_connection_id, request, expanded_to, expand_attempts`,
);

/**
 * Moves the cursor with the chunk it belongs to; finds nothing when another worker moved it first. A listing that gets on
 * has all its attempts again. $1 batch, $2 the cursor as this worker knows it, $3 the new one, $4 lease in seconds.
 */
export const advanceExpansion = statement(
  'batches.advance-expansion',
  `UPDATE batches SET expanded_to = $3, expand_attempts = 1,
     expand_lease_until = clock_timestamp() + make_interval(secs => $4)
   WHERE id = $1 AND status = 'expanding' AND expanded_to IS NOT DISTINCT FROM $2
   RETURNING id`,
);

/** The batch is complete: from here on its total is fixed. $1 batch. */
export const finishExpansion = statement(
  'batches.finish-expansion',
  `UPDATE batches SET status = 'queued', expand_lease_until = NULL,
     total = (SELECT count(*) FROM images WHERE batch_id = $1)
   WHERE id = $1 AND status = 'expanding' RETURNING total`,
);

/**
 * Ends a batch that could not run; its images were never charged. A batch that another worker has brought to run is left
 * alone. $1 batch, $2 error, $3 reason of its images.
 */
export const failBatch = statement(
  'batches.fail',
  `WITH failing AS (SELECT id FROM batches WHERE id = $1 AND status = 'expanding' FOR NO KEY UPDATE),
   skipped AS (
     UPDATE images SET status = 'skipped', reason = $3, ended_at = clock_timestamp(), settled_at = clock_timestamp()
     WHERE batch_id IN (SELECT id FROM failing) RETURNING 1
   )
   UPDATE batches SET status = 'failed', error = $2, ended_at = clock_timestamp(), expand_lease_until = NULL,
     total = (SELECT count(*) FROM skipped), skipped = (SELECT count(*) FROM skipped)
   WHERE id IN (SELECT id FROM failing) RETURNING id`,
);
