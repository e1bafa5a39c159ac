import { statement, type Statement } from '../../database/database.service.js';
import { atCeiling, TOMORROW } from '../ceiling/ai-ceiling.sql.js';
import { ENDED_STATUSES, type ImageStatus, type Reason } from '../model/statuses.js';

/** Seconds that the rate of a running batch is taken from. */
export const RECENT_SECONDS = 30;
/** Images that are counted for it: of a very fast batch the rate is that of a shorter time. */
export const RECENT_IMAGES = 5_000;

/** @param setting of the ceiling of AI dollars, as a parameter */
const batch = (setting: string) => `
  SELECT b.*, r.compression, r.compression_settled, r.compression_released,
    r.ai_plan + r.ai_topup AS ai, r.ai_plan_settled + r.ai_topup_settled AS ai_settled,
    r.ai_plan_released + r.ai_topup_released AS ai_released, r.ai_topup_settled,
    -- two small partial indexes: taken by a worker, or ended but not settled
    (SELECT count(*) FROM images WHERE batch_id = b.id AND status = 'processing')
      + (SELECT count(*) FROM images WHERE batch_id = b.id AND ended_at IS NOT NULL AND settled_at IS NULL) AS processing,
    recent.images AS recent, recent.since AS recent_since,
    CASE WHEN b.status IN ('queued', 'running') AND b.cancel_requested_at IS NULL AND b.request ->> 'ai' IS NOT NULL
      AND (SELECT ${atCeiling('a', setting)} FROM accounts a WHERE a.id = b.account_id) THEN ${TOMORROW} END AS ai_waits_until
  FROM batches b LEFT JOIN reservations r ON r.batch_id = b.id
  LEFT JOIN LATERAL (
    SELECT count(*) AS images, min(settled_at) AS since FROM (
      -- statement_timestamp() is one time for the whole statement, which the index needs
      SELECT settled_at FROM images WHERE batch_id = b.id
        AND settled_at > greatest(b.started_at, statement_timestamp() - interval '${RECENT_SECONDS} seconds')
      ORDER BY settled_at DESC LIMIT ${RECENT_IMAGES}
    ) AS last
  ) AS recent ON b.started_at IS NOT NULL AND b.ended_at IS NULL`;

/** $1 batch, $2 account, $3 the setting of the ceiling of AI dollars. */
export const readBatch = statement('batches.read', `${batch('$3')} WHERE b.id = $1 AND b.account_id = $2`);

/** Newest first. $1 account, $2 status or null, $3 cursor or null, $4 limit, $5 the setting of the ceiling of AI dollars. */
export const listBatches = statement(
  'batches.list',
  `${batch('$5')} WHERE b.account_id = $1 AND ($2::text IS NULL OR b.status = $2) AND ($3::text IS NULL OR b.id < $3)
   ORDER BY b.id DESC LIMIT $4`,
);

/** Images counted for one reason, at most: there may be millions, and the dashboard asks every few seconds. */
export const COUNTED_REASONS = 10_000;

/** Settled images by what ended them, each pair a probe of the index made for it. $1 batch, $2 statuses, $3 reasons. */
export const countReasons = statement(
  'batches.count-reasons',
  `SELECT ended AS status, because AS reason, images
   FROM unnest($2::text[]) AS ended, unnest($3::text[]) AS because, LATERAL (
     SELECT count(*)::int AS images FROM (
       SELECT FROM images WHERE batch_id = $1 AND reason = because AND status = ended AND settled_at IS NOT NULL
       LIMIT ${COUNTED_REASONS}
     ) AS few
   ) AS counted
   WHERE images > 0 ORDER BY images DESC, reason, status`,
);

/**
 * Until the transaction ends, rows come in the order of an index. PostgreSQL takes a batch for smaller than it is, and
 * would rather sort all of it than read a page in order: 300 ms instead of 3.
 */
export const readInOrder = statement('batches.read-in-order', 'SET LOCAL enable_sort = off');

const BEHIND = `key > coalesce((SELECT key FROM images WHERE id = $2), '')`;

/**
 * Images in key order. Each filter is a statement of its own, so that PostgreSQL sees the words and takes the index made
 * for them: of a million images a page is found by its first row. $1 batch, $2 image to continue after or '', $3 limit.
 */
export function listImages(status: ImageStatus | null, reason: Reason | null): Statement {
  return statement(
    `batches.list-images.${status ?? 'any'}.${reason ?? 'any'}`,
    `${selectImages(status, reason)} ORDER BY key LIMIT $3`,
  );
}

function selectImages(status: ImageStatus | null, reason: Reason | null): string {
  const ofBatch = 'SELECT * FROM images WHERE batch_id = $1';
  if (status === null && reason === null) return `${ofBatch} AND ${BEHIND}`;
  const because = reason === null ? '' : ` AND reason = '${reason}'`;
  // Few at any time, however many the batch has: those in Redis or with a worker. They are taken out before they are sorted.
  if (status === 'queued' || status === 'processing') {
    return `WITH few AS MATERIALIZED (${ofBatch} AND status = '${status}'${because}) SELECT * FROM few WHERE ${BEHIND}`;
  }
  if (status === 'pending') return `${ofBatch} AND status = 'pending'${because} AND ${BEHIND}`;
  // The indexes are in key order within one status: a page of each is read, and a page of those is taken. Those that are
  // not settled yet are few, and taken out before they are sorted.
  const pages = ENDED_STATUSES.filter((ended) => status === null || ended === status).flatMap((ended) => [
    `(${ofBatch} AND settled_at IS NOT NULL AND status = '${ended}'${because} AND ${BEHIND} ORDER BY key LIMIT $3)`,
    `(SELECT * FROM few WHERE status = '${ended}'${because} AND ${BEHIND})`,
  ]);
  return `WITH few AS MATERIALIZED (${ofBatch} AND ended_at IS NOT NULL AND settled_at IS NULL)
    SELECT * FROM (${pages.join(' UNION ALL ')}) AS found`;
}

/**
 * Images that ended, in the order their sets were settled. Outcomes are committed in any order; the sets of a batch are
 * committed one after the other, each with a later time than the previous one, so nothing is ever added before a place
 * that was read. $1 batch, $2 time and $3 image to continue after, $4 how many.
 */
export const settledAfter = statement(
  'batches.settled-after',
  `SELECT * FROM images
   WHERE batch_id = $1 AND settled_at IS NOT NULL AND (settled_at, id) > ($2, $3)
   ORDER BY settled_at, id LIMIT $4`,
);

/** An image with the connections of its batch. $1 image, $2 account. */
export const readPicture = statement(
  'images.read-picture',
  `SELECT i.*, b.request->'source'->>'connection' AS source, b.request->'destination'->>'connection' AS destination
   FROM images i JOIN batches b ON b.id = i.batch_id WHERE i.id = $1 AND i.account_id = $2`,
);
