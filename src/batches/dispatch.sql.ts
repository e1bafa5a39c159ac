import { statement } from '../database/database.service.js';

/** One dispatcher at a time; the lock ends with the transaction. Any constant of our own will do. */
export const takeDispatcherTurn = statement(
  'batches.take-dispatcher-turn',
  'SELECT pg_try_advisory_xact_lock(1718384236) AS taken',
);

/** Images that wait in Redis: what the window is measured by. */
export const countQueued = statement(
  'batches.count-queued',
  `SELECT count(*) AS queued FROM images WHERE status = 'queued'`,
);

/**
 * Fills `$1` free places of the window: accounts with work take turns, then the batches of each, the one that waited
 * longest first. Reads a few rows of each of at most `$2` open batches, however many images they have.
 */
export const queueImages = statement(
  'batches.queue-images',
  `
  WITH open AS (
    SELECT id, account_id, dispatched_at,
      row_number() OVER (PARTITION BY account_id ORDER BY dispatched_at NULLS FIRST, id) AS batch_turn
    FROM batches b
    WHERE status IN ('queued', 'running') AND cancel_requested_at IS NULL AND EXISTS (
      SELECT FROM images WHERE batch_id = b.id AND status = 'pending' AND (retry_at IS NULL OR retry_at <= clock_timestamp()))
  ),
  candidates AS (
    SELECT *, count(*) OVER () AS n FROM open ORDER BY batch_turn, dispatched_at NULLS FIRST, id LIMIT $2
  ),
  picked AS (
    SELECT image.id, c.id AS batch_id,
      row_number() OVER (PARTITION BY c.account_id ORDER BY image.place, c.batch_turn) AS account_turn, c.dispatched_at
    FROM candidates c, LATERAL (
      SELECT i.id, row_number() OVER (ORDER BY i.key) AS place FROM (
        SELECT id, key FROM images
        WHERE batch_id = c.id AND status = 'pending' AND (retry_at IS NULL OR retry_at <= clock_timestamp())
        ORDER BY key LIMIT ceil($1::numeric / least(c.n, $2))
      ) i
    ) image
  ),
  taken AS (
    SELECT id, batch_id, row_number() OVER (ORDER BY account_turn, dispatched_at NULLS FIRST, id) AS turn
    FROM picked ORDER BY turn LIMIT $1
  ),
  turned AS (
    UPDATE batches SET dispatched_at = clock_timestamp(), status = 'running',
      started_at = coalesce(started_at, clock_timestamp())
    WHERE id IN (SELECT batch_id FROM taken) AND status IN ('queued', 'running')
    RETURNING id
  ),
  queued AS (
    -- of the batches that turned: one that was paused while this waited for its row gets no image into Redis
    UPDATE images SET status = 'queued', queued_at = clock_timestamp()
    WHERE id = ANY (ARRAY(SELECT taken.id FROM taken JOIN turned ON turned.id = taken.batch_id)) AND status = 'pending'
    RETURNING id
  )
  -- in the order of the turns, which is the order the workers will take them in
  SELECT id FROM queued JOIN taken USING (id) ORDER BY turn`,
);
