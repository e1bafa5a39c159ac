import type pg from 'pg';

/** What the tables hold besides what is worked on: as much as years leave behind. */
export interface Filled {
  images: number;
  /** Ended batches, all of the same size. */
  ended: number;
  perBatch: number;
  /** Batches in work, of one account each. */
  open: number;
}

const PER_BATCH = 5_000;
const OPEN = 20;
const ACCOUNTS = 100;
const IN_REDIS = 100;
const WITH_WORKERS = 30;
const UNSETTLED = 500;

/**
 * Fills accounts, batches and images in bulk: nearly all of batches that ended, some of batches in work, of which a window is in Redis, some
 * are with workers and one set of outcomes is not settled. Indexes are dropped meanwhile and made anew, as a restore does.
 */
export async function fill(client: pg.Client, images: number): Promise<Filled> {
  const batches = Math.max(OPEN + 1, Math.round(images / PER_BATCH));
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `SELECT indexname AS name, indexdef AS definition FROM pg_indexes WHERE tablename = 'images'
     AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conrelid = 'images'::regclass)`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`);
  await client.query(
    `INSERT INTO accounts (id, name, email, plan)
     SELECT 'acc_' || n, 'A', 'a@example.com', 'agency' FROM generate_series(0, ${ACCOUNTS - 1}) AS n`,
  );
  await client.query(
    `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, created_at,
       started_at, ended_at, succeeded)
     SELECT 'bat_' || lpad(n::text, 8, '0'), 'acc_' || n % ${ACCOUNTS}, CASE WHEN is_open THEN 'running' ELSE 'completed' END, 'con', 'con',
       '{"source":{},"destination":{},"compress":{},"ai":null,"metadata":{}}', $2, at, at, CASE WHEN is_open THEN NULL ELSE at END,
       CASE WHEN is_open THEN 0 ELSE $2 END
     FROM (SELECT n, n > $1 - ${OPEN} AS is_open, now() - make_interval(mins => ($1 - n)::int) AS at
       FROM generate_series(1, $1::bigint) AS n) AS made`,
    [batches, PER_BATCH],
  );
  await client.query(
    `INSERT INTO images (id, batch_id, account_id, key, etag, status, reason, target_key, in_bytes, in_format, in_width, in_height,
       out_bytes, out_format, out_width, out_height, attempts, started_at, ended_at, settled_at)
     SELECT 'img_' || lpad(((b.n - 1) * $1 + i)::text, 26, '0'), b.id, b.account_id,
       'products/' || lpad(i::text, 8, '0') || '.jpg', '"0123456789abcdef0123456789abcdef"',
       CASE WHEN b.ended_at IS NULL THEN 'pending' WHEN i % 50 = 0 THEN 'failed' ELSE 'succeeded' END,
       CASE WHEN b.ended_at IS NOT NULL AND i % 50 = 0 THEN 'corrupt' END,
       'optimized/products/' || lpad(i::text, 8, '0') || '.webp', 200000, 'jpeg', 1600, 1200, 80000, 'webp', 1600, 1200,
       CASE WHEN b.ended_at IS NULL THEN 0 ELSE 1 END, b.ended_at, b.ended_at, b.ended_at
     FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM batches) AS b, generate_series(1, $1::bigint) AS i`,
    [PER_BATCH],
  );
  for (const { definition } of indexes) await client.query(definition);
  await putInWork(client);
  await client.query('VACUUM ANALYZE');
  return { images: batches * PER_BATCH, ended: batches - OPEN, perBatch: PER_BATCH, open: OPEN };
}

/** The outcomes that are not settled are all of one batch: a set of them is what the settler takes at once. */
async function putInWork(client: pg.Client): Promise<void> {
  const some = (count: number, of = '') =>
    `id = ANY (ARRAY(SELECT id FROM images WHERE status = 'pending' ${of} LIMIT ${count}))`;
  await client.query(`UPDATE images SET status = 'queued', queued_at = now() WHERE ${some(IN_REDIS)}`);
  await client.query(
    `UPDATE images SET status = 'processing', attempts = 1, lease_until = now() + interval '1 hour' WHERE ${some(WITH_WORKERS)}`,
  );
  const ofOne = 'AND batch_id = (SELECT max(id) FROM batches)';
  await client.query(
    `UPDATE images SET status = 'succeeded', attempts = 1, ended_at = now() WHERE ${some(UNSETTLED, ofOne)}`,
  );
}
