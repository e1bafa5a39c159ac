import { statement } from '../database/database.service.js';

/** Batches that have not ended are few: `batches_not_ended`. */
export const readOpenBatches = statement(
  'operator.read-open-batches',
  `SELECT status, count(*)::int AS batches, sum(total - succeeded - failed - skipped - canceled)::bigint AS images
   FROM batches WHERE ended_at IS NULL AND status <> 'ready' GROUP BY status ORDER BY status`,
);
