import { statement } from '../database/database.service.js';

/** Seconds that the rate of a running batch is taken from. */
export const RECENT_SECONDS = 30;

const BATCH = `
  SELECT b.*, r.compression, r.compression_settled, r.compression_released,
    r.ai_plan + r.ai_topup AS ai, r.ai_plan_settled + r.ai_topup_settled AS ai_settled,
    r.ai_plan_released + r.ai_topup_released AS ai_released, r.ai_topup_settled,
    -- two small partial indexes: taken by a worker, or ended but not settled
    (SELECT count(*) FROM images WHERE batch_id = b.id AND status = 'processing')
      + (SELECT count(*) FROM images WHERE batch_id = b.id AND ended_at IS NOT NULL AND settled_at IS NULL) AS processing,
    -- statement_timestamp() is one time for the whole statement, which the index needs
    CASE WHEN b.ended_at IS NULL THEN (SELECT count(*) FROM images WHERE batch_id = b.id
      AND settled_at > greatest(b.started_at, statement_timestamp() - interval '${RECENT_SECONDS} seconds')) END AS recent
  FROM batches b LEFT JOIN reservations r ON r.batch_id = b.id`;

/** $1 batch, $2 account. */
export const readBatch = statement('batches.read', `${BATCH} WHERE b.id = $1 AND b.account_id = $2`);

/** Newest first. $1 account, $2 status or null, $3 cursor or null, $4 limit. */
export const listBatches = statement(
  'batches.list',
  `${BATCH} WHERE b.account_id = $1 AND ($2::text IS NULL OR b.status = $2) AND ($3::text IS NULL OR b.id < $3)
   ORDER BY b.id DESC LIMIT $4`,
);

/** In key order. $1 batch, $2 status or null, $3 reason or null, $4 image to go on behind or '', $5 limit. */
export const listImages = statement(
  'batches.list-images',
  `SELECT * FROM images
   WHERE batch_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR reason = $3)
     AND key > coalesce((SELECT key FROM images WHERE id = $4), '')
   ORDER BY key LIMIT $5`,
);
