import { statement } from '../../database/database.service.js';

/**
 * Marks images of a new batch as queued at once, without waiting for the dispatcher's round: as many as the account has
 * room for in the lane. Others of the account's images do not count, so a large batch of its own does not close the lane.
 * $1 batch, $2 account, $3 places of an account.
 */
export const takeLane = statement(
  'batches.take-fast-lane',
  `WITH held AS (
     SELECT count(*) AS images FROM images i JOIN batches b ON b.id = i.batch_id
     WHERE i.account_id = $2 AND i.status IN ('queued', 'processing') AND b.upload_id IS NOT NULL
   ),
   taken AS (
     UPDATE images SET status = 'queued', queued_at = clock_timestamp()
     WHERE id = ANY (ARRAY(SELECT id FROM images WHERE batch_id = $1 AND status = 'pending' ORDER BY key
       LIMIT (SELECT greatest(0, $3 - held.images) FROM held)))
     RETURNING id
   ),
   begun AS (
     UPDATE batches SET status = 'running', started_at = clock_timestamp(), dispatched_at = clock_timestamp()
     WHERE id = $1 AND EXISTS (SELECT FROM taken)
   )
   SELECT id FROM taken ORDER BY id`,
);
