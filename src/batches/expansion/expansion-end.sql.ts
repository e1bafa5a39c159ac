import { statement } from '../../database/database.service.js';
import { notAtFault } from '../../faults/faults.sql.js';

/** From here on no worker adds images to the batch. Finds nothing when it runs already, or is being ended. $1 batch, $2 error. */
export const failExpansion = statement(
  'batches.fail-expansion',
  `UPDATE batches SET ends_as = 'failed', error = $2
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NULL RETURNING id`,
);

/** Processes that end the same batch take turns. $1 batch. */
export const lockEnding = statement(
  'batches.lock-ending',
  `SELECT account_id, ends_as FROM batches
   WHERE id = $1 AND status = 'expanding' AND ends_as IS NOT NULL FOR NO KEY UPDATE`,
);

/**
 * Ends a set of images of a batch that never ran: nothing was reserved for them, so they are settled with that. It continues
 * after a key, because a search for the first one left would read past all that were ended before.
 * $1 batch, $2 how many, $3 key to continue after.
 */
export const endImages = statement(
  'batches.end-images',
  `UPDATE images i SET ended_at = clock_timestamp(), settled_at = clock_timestamp(),
     status = CASE b.ends_as WHEN 'canceled' THEN 'canceled' ELSE 'skipped' END,
     reason = CASE WHEN b.error ->> 'code' IN ('insufficient_credits', 'budget_exceeded') THEN 'no_credits' ELSE 'canceled' END
   FROM batches b
   WHERE b.id = $1 AND i.status = 'pending' AND i.id = ANY (ARRAY(
     SELECT id FROM images WHERE batch_id = $1 AND status = 'pending' AND key > $3 ORDER BY key LIMIT $2))
   RETURNING i.key`,
);

/**
 * Counts a set, and ends the batch with its last one. While a lease runs the timetable leaves the batch alone: two would
 * only wait for each other. $1 batch, $2 how many images, $3 lease in seconds.
 */
export const countEnded = statement(
  'batches.count-ended',
  `UPDATE batches SET
     skipped = skipped + CASE ends_as WHEN 'failed' THEN $2::int ELSE 0 END,
     canceled = canceled + CASE ends_as WHEN 'canceled' THEN $2::int ELSE 0 END,
     status = CASE WHEN skipped + canceled + $2::int = total THEN ends_as ELSE status END,
     ended_at = CASE WHEN skipped + canceled + $2::int = total THEN clock_timestamp() END,
     expand_lease_until = clock_timestamp() + make_interval(secs => $3)
   WHERE id = $1 RETURNING status`,
);

/** Batches whose images a process began to end, and does not continue with. $1 how many. */
export const leftToEnd = statement(
  'batches.left-to-end',
  `SELECT id, account_id FROM batches b WHERE ends_as IS NOT NULL AND ended_at IS NULL AND ${notAtFault('end_expansion', 'b.id')}
     AND (expand_lease_until IS NULL OR expand_lease_until < clock_timestamp()) LIMIT $1`,
);
