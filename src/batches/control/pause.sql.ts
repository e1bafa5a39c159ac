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

/**
 * Images of the batch that wait in Redis leave the window; their jobs find nothing to claim. It runs after the
 * statement that pauses, so that it sees what a dispatcher has queued until then. $1 batch.
 */
export const putBackQueued = statement(
  'batches.put-back-queued',
  `UPDATE images SET status = 'pending', queued_at = NULL WHERE batch_id = $1 AND status = 'queued'`,
);

/** The dispatcher takes images of the batch again. $1 batch, $2 account. */
export const resumeBatch = statement(
  'batches.resume',
  `UPDATE batches SET status = CASE WHEN started_at IS NULL THEN 'queued' ELSE 'running' END
   WHERE id = $1 AND account_id = $2 AND status = 'paused'
   RETURNING id`,
);
