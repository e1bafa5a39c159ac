import { statement } from '../../database/database.service.js';

/**
 * Ends the last images of a batch in key order, which no reservation covers. They are settled at once, because no
 * settlement may release credits they never had. A set of many goes on before the first key of the set before it:
 * looking for the last one left would pass by all that were ended. Answers that key, and how many images are left.
 * $1 batch, $2 how many, $3 key to go on before, or null.
 */
export const skipLast = statement(
  'batches.skip-last',
  `WITH moment AS MATERIALIZED (
     SELECT greatest(date_trunc('milliseconds', clock_timestamp()), settled_to + interval '1 millisecond') AS at
     FROM batches WHERE id = $1 FOR NO KEY UPDATE
   ),
   skipped AS (
     UPDATE images SET status = 'skipped', reason = 'no_credits', ended_at = moment.at, settled_at = moment.at
     FROM moment
     WHERE id = ANY (ARRAY(
       SELECT id FROM images WHERE batch_id = $1 AND status = 'pending'
         AND key <= coalesce($3, (SELECT key FROM images WHERE batch_id = $1 ORDER BY key DESC LIMIT 1))
       ORDER BY key DESC LIMIT $2)) AND status = 'pending'
     RETURNING key
   )
   UPDATE batches SET skipped = skipped + (SELECT count(*) FROM skipped), settled_to = (SELECT at FROM moment)
   WHERE id = $1 RETURNING (SELECT min(key) FROM skipped) AS first, total - skipped AS left`,
);

export interface SkippedSet {
  first: string | null;
  left: number;
}
