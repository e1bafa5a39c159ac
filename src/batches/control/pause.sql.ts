import { statement } from '../../database/database.service.js';

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

/** The dispatcher takes images of the batch again. $1 batch, $2 account. */
export const resumeBatch = statement(
  'batches.resume',
  `UPDATE batches SET status = CASE WHEN started_at IS NULL THEN 'queued' ELSE 'running' END, pause_cause = NULL, refused_writes = 0
   WHERE id = $1 AND account_id = $2 AND status = 'paused'
   RETURNING id`,
);
