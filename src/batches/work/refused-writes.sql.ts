import { statement } from '../../database/database.service.js';

/** Writes refused in a row, after which the batch is paused. */
const PAUSED_AFTER = 3;

const isDue = `refused_writes + 1 >= ${PAUSED_AFTER} AND status IN ('queued', 'running') AND cancel_requested_at IS NULL`;

/** Counts a write that the destination refused, and pauses the batch with the third in a row. $1 batch, $2 the cause. */
export const noteRefusedWrite = statement(
  'batches.note-refused-write',
  `UPDATE batches SET refused_writes = refused_writes + 1,
     status = CASE WHEN ${isDue} THEN 'paused' ELSE status END, pause_cause = CASE WHEN ${isDue} THEN $2::json ELSE pause_cause END
   WHERE id = $1 RETURNING status, account_id`,
);

/** $1 batch. */
export const isBatchPaused = statement('batches.is-paused', `SELECT FROM batches WHERE id = $1 AND status = 'paused'`);
