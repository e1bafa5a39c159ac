import { statement } from '../../database/database.service.js';
import { TOO_MANY } from '../rows/failed-writes.sql.js';

/**
 * From here on the dispatcher takes none of the batch's images. A batch that is being canceled or listed is
 * not paused. $1 batch, $2 account.
 */
export const pauseBatch = statement(
  'batches.pause',
  `UPDATE batches SET status = 'paused'
   WHERE id = $1 AND account_id = $2 AND status IN ('queued', 'running') AND cancel_requested_at IS NULL
   RETURNING id`,
);

/** The dispatcher takes images of the batch again. One that results could not be written of has one try more. $1 batch, $2 account. */
export const resumeBatch = statement(
  'batches.resume',
  `UPDATE batches SET status = CASE WHEN started_at IS NULL THEN 'queued' ELSE 'running' END, pause_cause = NULL,
     failed_writes = least(failed_writes, ${TOO_MANY} - 1)
   WHERE id = $1 AND account_id = $2 AND status = 'paused'
   RETURNING id`,
);
