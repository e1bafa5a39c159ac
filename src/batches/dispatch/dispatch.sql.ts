import { statement } from '../../database/database.service.js';
import { atCeiling } from '../ceiling/ai-ceiling.sql.js';

/** How a batch has its images described: 'direct', 'batch', or 'none' when it does not. */
function delivery(batch: string): string {
  return `CASE WHEN ${batch}.request ->> 'ai' IS NULL THEN 'none'
    ELSE coalesce(${batch}.request -> 'ai' ->> 'delivery', 'direct') END`;
}

/** One dispatcher at a time; the lock ends with the transaction. Any constant of our own will do. */
export const takeDispatcherTurn = statement(
  'batches.take-dispatcher-turn',
  'SELECT pg_try_advisory_xact_lock(1718384236) AS taken',
);

/**
 * Images of suspended accounts that wait in Redis leave it; their jobs find nothing to claim. Nothing more of them is started until the
 * account goes on.
 */
export const putBackSuspended = statement(
  'batches.put-back-suspended',
  `UPDATE images i SET status = 'pending', queued_at = NULL FROM accounts a
   WHERE i.status = 'queued' AND a.id = i.account_id AND a.suspended_at IS NOT NULL`,
);

/**
 * Images that wait in Redis: what the window is measured by; and those of them that the AI is asked about at once. Counted
 * before they are joined: with old statistics of a batch that grows, PostgreSQL took its million rows for a few and read them all.
 */
export const countQueued = statement(
  'batches.count-queued',
  `WITH waiting AS MATERIALIZED (
     SELECT batch_id, count(*) AS images FROM images WHERE status = 'queued' GROUP BY batch_id
   )
   SELECT coalesce(sum(w.images), 0)::bigint AS queued,
     coalesce(sum(w.images) FILTER (WHERE ${delivery('b')} = 'direct'), 0)::bigint AS to_describe
   FROM waiting w JOIN batches b ON b.id = w.batch_id`,
);

/** An image on its way to Redis; workers take lower ranks first. */
export interface QueuedImage {
  id: string;
  rank: number;
}

/**
 * Fills free places of the window: accounts with work take turns, then the batches of each, the one that waited longest
 * first. An image's rank is its place among the images of its account that wait in Redis, so an account with few is not
 * behind the many of another. Reads a few rows of each open batch, however many images they have. Of batches that want the AI no more
 * images are taken than can wait for it: with the provider down none, and the others have all places.
 * $1 free places, $2 open batches looked at, $3 images of one account in Redis and with workers at most, by plan,
 * $4 images at most of batches that are described at once, $5 of those that are in files, $6 and $7 parked images of one account at
 * most, and those of them that are not sent, $8 the setting of the ceiling of AI dollars. Of an account at its ceiling no images are taken
 * that want the AI.
 */
export const queueImages = statement(
  'batches.queue-images',
  `
  WITH held AS (
    -- two selects, because each has a small index of its own; asked for both at once, all images ever are read
    SELECT account_id, count(*) AS images, count(*) FILTER (WHERE waits) AS waiting FROM (
      SELECT account_id, true AS waits FROM images WHERE status = 'queued'
      UNION ALL SELECT account_id, false FROM images WHERE status = 'processing' AND lease_until IS NOT NULL
    ) AS taken GROUP BY account_id
  ),
  parked AS (
    SELECT account_id, count(*) AS images, count(*) FILTER (WHERE body IS NOT NULL) AS unsent FROM ai_requests GROUP BY account_id
  ),
  open AS (
    SELECT b.id, b.account_id, dispatched_at, coalesce(held.waiting, 0) AS waiting,
      ($3::json ->> a.plan)::int - coalesce(held.images, 0) AS places,
      ${delivery('b')} AS delivery, CASE ${delivery('b')} WHEN 'direct' THEN $4::int WHEN 'batch' THEN $5::int END AS kind_places,
      CASE ${delivery('b')} WHEN 'batch' THEN least($6::int - coalesce(parked.images, 0), $7::int - coalesce(parked.unsent, 0)) END
        AS own_files,
      row_number() OVER (PARTITION BY b.account_id ORDER BY dispatched_at NULLS FIRST, b.id) AS batch_turn
    FROM batches b JOIN accounts a ON a.id = b.account_id LEFT JOIN held ON held.account_id = b.account_id
      LEFT JOIN parked ON parked.account_id = b.account_id
    WHERE a.suspended_at IS NULL AND status IN ('queued', 'running') AND cancel_requested_at IS NULL
      AND NOT (${delivery('b')} <> 'none' AND ${atCeiling('a', '$8')}) AND EXISTS (
      SELECT FROM images WHERE batch_id = b.id AND status = 'pending' AND (retry_at IS NULL OR retry_at <= clock_timestamp()))
  ),
  candidates AS (
    SELECT *, count(*) OVER () AS n FROM open WHERE (places IS NULL OR places > 0) AND (kind_places IS NULL OR kind_places > 0)
      AND (own_files IS NULL OR own_files > 0)
    ORDER BY batch_turn, dispatched_at NULLS FIRST, id LIMIT $2
  ),
  picked AS (
    SELECT image.id, c.id AS batch_id, c.waiting, c.places, c.kind_places, c.own_files, c.delivery,
      row_number() OVER (PARTITION BY c.account_id ORDER BY image.place, c.batch_turn) AS account_turn, c.dispatched_at
    FROM candidates c, LATERAL (
      SELECT i.id, row_number() OVER (ORDER BY i.key) AS place FROM (
        SELECT id, key FROM images
        WHERE batch_id = c.id AND status = 'pending' AND (retry_at IS NULL OR retry_at <= clock_timestamp())
        ORDER BY key LIMIT ceil($1::numeric / least(c.n, $2))
      ) i
    ) image
  ),
  turns AS (
    SELECT id, batch_id, waiting + account_turn AS rank, kind_places,
      row_number() OVER (PARTITION BY delivery ORDER BY account_turn, dispatched_at NULLS FIRST, id) AS kind_turn,
      row_number() OVER (ORDER BY account_turn, dispatched_at NULLS FIRST, id) AS turn
    FROM picked WHERE (places IS NULL OR account_turn <= places) AND (own_files IS NULL OR account_turn <= own_files)
  ),
  taken AS (
    SELECT id, batch_id, rank, turn FROM turns WHERE kind_places IS NULL OR kind_turn <= kind_places ORDER BY turn LIMIT $1
  ),
  turned AS (
    -- a batch whose row somebody holds, to settle or to pause it, has its turn in the next round: all others would wait for it
    UPDATE batches SET dispatched_at = clock_timestamp(), status = 'running',
      started_at = coalesce(started_at, clock_timestamp())
    WHERE id = ANY (ARRAY(SELECT b.id FROM batches b WHERE b.id IN (SELECT batch_id FROM taken)
      AND b.status IN ('queued', 'running') FOR NO KEY UPDATE SKIP LOCKED)) AND status IN ('queued', 'running')
    RETURNING id
  ),
  queued AS (
    -- of the batches that turned: one that was paused meanwhile gets no image into Redis
    UPDATE images SET status = 'queued', queued_at = clock_timestamp()
    WHERE id = ANY (ARRAY(SELECT taken.id FROM taken JOIN turned ON turned.id = taken.batch_id)) AND status = 'pending'
    RETURNING id
  )
  -- in the order of the turns, which is the order the workers will take them in
  SELECT id, rank FROM queued JOIN taken USING (id) ORDER BY turn`,
);
