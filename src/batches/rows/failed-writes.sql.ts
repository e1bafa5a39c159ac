import { statement } from '../../database/database.service.js';

/**
 * Results that may fail to be written before the batch is paused: three, and one more for ten that were written. Results cost
 * nothing then, and have been read, compressed and described.
 */
export const TOO_MANY = '3 + succeeded / 10';

const isDue = `failed_writes + 1 >= ${TOO_MANY} AND status IN ('queued', 'running') AND cancel_requested_at IS NULL`;

/** Counts a result that could not be written, and pauses the batch when they are too many. $1 batch, $2 the cause. */
export const noteFailedWrite = statement(
  'batches.note-failed-write',
  `UPDATE batches SET failed_writes = failed_writes + 1,
     status = CASE WHEN ${isDue} THEN 'paused' ELSE status END, pause_cause = CASE WHEN ${isDue} THEN $2::json ELSE pause_cause END
   WHERE id = $1 RETURNING status, account_id`,
);

/** $1 batch. */
export const isBatchPaused = statement('batches.is-paused', `SELECT FROM batches WHERE id = $1 AND status = 'paused'`);
