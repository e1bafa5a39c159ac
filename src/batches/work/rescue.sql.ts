import { statement } from '../../database/database.service.js';

/** Images whose worker died go back, while they have attempts left. $1 attempts allowed, $2 how many. */
export const putBackAbandoned = statement(
  'rescue.put-back-abandoned',
  `UPDATE images SET status = 'pending', lease_until = NULL
   WHERE id = ANY (ARRAY(SELECT id FROM images WHERE status = 'processing' AND lease_until < clock_timestamp() AND attempts < $1
     ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)) AND status = 'processing'
   RETURNING id`,
);

/** Images that outlived their last worker end; their credits go back. $1 attempts allowed, $2 how many. */
export const failAbandoned = statement(
  'rescue.fail-abandoned',
  `UPDATE images SET status = 'failed', reason = 'internal', lease_until = NULL, ended_at = clock_timestamp()
   WHERE id = ANY (ARRAY(SELECT id FROM images WHERE status = 'processing' AND lease_until < clock_timestamp() AND attempts >= $1
     ORDER BY lease_until LIMIT $2 FOR UPDATE SKIP LOCKED)) AND status = 'processing'
   RETURNING id`,
);

/** Images that should be in Redis for a while now. $1 seconds, $2 how many. */
export const queuedForLong = statement(
  'rescue.queued-for-long',
  `SELECT id FROM images WHERE status = 'queued' AND queued_at < clock_timestamp() - make_interval(secs => $1)
   ORDER BY queued_at LIMIT $2`,
);
