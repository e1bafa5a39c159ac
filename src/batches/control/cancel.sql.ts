import { statement } from '../../database/database.service.js';
import { notAtFault } from '../../faults/faults.sql.js';

/** What a batch becomes when its cancellation is requested; `$n` is the error or null. */
const requested = (error: string) => `cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
     error = coalesce(error, ${error}::json), ends_as = CASE WHEN status IN ('expanding', 'ready') THEN coalesce(ends_as, 'canceled') END,
     status = CASE status WHEN 'paused' THEN 'running' WHEN 'ready' THEN 'expanding' ELSE status END`;

/**
 * From here on the dispatcher takes none of the batch's images; a second request changes nothing. A batch that is still
 * being listed has no reservation: it ends with its rows, and so does a dry run that was not started; a paused one is
 * running again. No row: it has ended, or is not the account's.
 * $1 batch, $2 account, $3 error or null.
 */
export const requestCancel = statement(
  'batches.request-cancel',
  `UPDATE batches SET ${requested('$3')}
   WHERE id = $1 AND account_id = $2 AND ended_at IS NULL
   RETURNING status`,
);

/** The same for all batches of an account that are open and not canceled. $1 account, $2 error or null. */
export const requestCancelOfAll = statement(
  'batches.request-cancel-of-all',
  `UPDATE batches SET ${requested('$2')} WHERE account_id = $1 AND ended_at IS NULL AND cancel_requested_at IS NULL RETURNING id`,
);

/** Suspended accounts that have batches open which are not canceled. $1 how many. */
export const suspendedWithOpenBatches = statement(
  'batches.suspended-with-open-batches',
  `SELECT a.id, a.id AS account_id FROM accounts a WHERE a.suspended_at IS NOT NULL AND ${notAtFault('cancel', 'a.id')}
     AND EXISTS (SELECT FROM batches WHERE account_id = a.id AND ended_at IS NULL AND cancel_requested_at IS NULL) LIMIT $1`,
);

/** $1 batch. */
export const ownerOfBatch = statement('batches.owner', 'SELECT account_id FROM batches WHERE id = $1');

/**
 * Ends images of a batch that no worker has. Their jobs in Redis find nothing to claim, and replies from files find no image.
 * Pending, queued and parked images are found by an index each. $1 batch, $2 how many of each.
 */
export const cancelUnstarted = statement(
  'batches.cancel-unstarted',
  `UPDATE images SET status = 'canceled', reason = 'canceled', ended_at = clock_timestamp(), queued_at = NULL, retry_at = NULL,
     alt_text = NULL, seo_name = NULL
   WHERE id = ANY (
       ARRAY(SELECT id FROM images WHERE batch_id = $1 AND status = 'pending' LIMIT $2 FOR UPDATE SKIP LOCKED)
       || ARRAY(SELECT id FROM images WHERE batch_id = $1 AND status = 'queued' LIMIT $2 FOR UPDATE SKIP LOCKED)
       || ARRAY(SELECT id FROM images WHERE batch_id = $1 AND status = 'processing' AND lease_until IS NULL
         LIMIT $2 FOR UPDATE SKIP LOCKED))
     AND (status IN ('pending', 'queued') OR status = 'processing' AND lease_until IS NULL)
   RETURNING 1`,
);

/** Canceled batches that still have images which were never started, or came back from a worker that died. $1 how many. */
export const leftToCancel = statement(
  'batches.left-to-cancel',
  `SELECT id, account_id FROM batches b WHERE cancel_requested_at IS NOT NULL AND ended_at IS NULL AND status <> 'expanding'
     AND ${notAtFault('cancel', 'b.id')}
     AND (EXISTS (SELECT FROM images WHERE batch_id = b.id AND status = 'pending')
       OR EXISTS (SELECT FROM images WHERE batch_id = b.id AND status = 'queued')
       OR EXISTS (SELECT FROM images WHERE batch_id = b.id AND status = 'processing' AND lease_until IS NULL)) LIMIT $1`,
);

/** Batches that have been open for too long. $1 days, $2 how many. */
export const openForTooLong = statement(
  'batches.open-for-too-long',
  `SELECT id, account_id FROM batches b
   WHERE ended_at IS NULL AND cancel_requested_at IS NULL AND ${notAtFault('expire', 'b.id')} AND created_at < clock_timestamp() - make_interval(days => $1)
   ORDER BY created_at LIMIT $2`,
);
