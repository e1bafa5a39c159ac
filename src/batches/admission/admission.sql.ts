import { statement } from '../../database/database.service.js';

/**
 * $1 id, $2 account, $3 status, $4 and $5 connections, $6 request, $7 total, $8 batch it retries, $9 webhook endpoint,
 * $10 upload.
 */
export const insertBatch = statement(
  'batches.insert',
  `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, retry_of,
     webhook_endpoint_id, upload_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);

/**
 * Ends the images behind the first $2 in key order, which the reservation does not cover. They are settled at once,
 * because no settlement may release credits they never had. $1 batch.
 */
export const skipUncovered = statement(
  'batches.skip-uncovered',
  `WITH moment AS MATERIALIZED (SELECT date_trunc('milliseconds', clock_timestamp()) AS at),
   skipped AS (
     UPDATE images SET status = 'skipped', reason = 'no_credits', ended_at = moment.at, settled_at = moment.at
     FROM moment
     WHERE batch_id = $1 AND key >= (SELECT key FROM images WHERE batch_id = $1 ORDER BY key OFFSET $2 LIMIT 1)
     RETURNING 1
   )
   UPDATE batches SET skipped = (SELECT count(*) FROM skipped), settled_to = (SELECT at FROM moment) WHERE id = $1`,
);
