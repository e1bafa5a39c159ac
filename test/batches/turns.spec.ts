import { putBackSuspended, queueImages, type QueuedImage } from '../../src/batches/dispatch/dispatch.sql.js';
import { PlannerNews } from '../../src/batches/expansion/planner-news.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

describe('the dispatcher’s turns', () => {
  let service: Service;
  /** Fills free places, with as many open batches and images for the AI as the test has. */
  const fill = (
    places: number,
    ceilings: object = {},
    [parked, unsent] = [1_000, 1_000],
    dollars: number | null = null,
  ) =>
    service.sql.run<QueuedImage>(queueImages, [
      places,
      200,
      JSON.stringify(ceilings),
      1_000,
      1_000,
      parked,
      unsent,
      dollars,
    ]);

  beforeAll(async () => {
    // Only the api role: nobody but the test dispatches.
    service = await startService({ environment: { ROLE: 'api' } });
  });
  // What another test left waiting would have its turn here.
  beforeEach(() =>
    service.sql.pool.query(
      `UPDATE images SET status = 'failed', reason = 'internal', ended_at = now(), lease_until = NULL WHERE ended_at IS NULL`,
    ),
  );
  afterAll(() => service.close());

  it('fills the window from all accounts alike, however large a batch is', async () => {
    const batches: { owner: string; id: string }[] = [];
    for (const [owner, images] of [
      ['large', 500],
      ['large', 500],
      ['small', 5],
      ['middle', 40],
    ] as const) {
      const account = await service.client.account();
      const { id } = await holdBatch(service, account, images);
      batches.push({ owner, id });
    }
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE ended_at IS NULL`);
    const rows = await fill(40);
    const owners = rows.map(({ id }) => batches.find((batch) => id.startsWith(batch.id))?.id);
    expect(rows.length).toBe(35); // 10 of each, and only 5 of the small one: the rest comes with the next round
    expect(new Set(owners.slice(0, 4)).size).toBe(4);
    const counts = batches.map(({ id }) => owners.filter((owner) => owner === id).length);
    expect(counts).toEqual([10, 10, 5, 10]);
    const next = await fill(6);
    expect(next.length).toBe(6);
  });

  it('puts the first images of an account before the many of another that wait already', async () => {
    const [large, small] = [await service.client.account(), await service.client.account()];
    const many = await holdBatch(service, large, 100);
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1`, [
      many.id,
    ]);
    const filled = await fill(20);
    expect(filled.map(({ rank }) => rank)).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
    const few = await holdBatch(service, small, 3);
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1`, [
      few.id,
    ]);
    const next = await fill(4);
    const ranks = (id: string) => next.filter((image) => image.id.startsWith(id)).map(({ rank }) => rank);
    expect([ranks(few.id), ranks(many.id)]).toEqual([
      [1, 2],
      [21, 22],
    ]);
  });

  it('does not wait for a batch whose row is held: it has its turn later, the others now', async () => {
    const [held, free] = [await service.client.account(), await service.client.account()];
    const batches = [await holdBatch(service, held, 3), await holdBatch(service, free, 3)];
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE ended_at IS NULL`);
    const batchesOf = (rows: QueuedImage[]) =>
      batches.map(({ id }) => rows.filter((image) => image.id.startsWith(id)).length);
    const holder = await service.sql.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM batches WHERE id = $1 FOR NO KEY UPDATE', [batches[0]?.id]);
      expect(batchesOf(await fill(40))).toEqual([0, 3]);
      await holder.query('COMMIT');
    } finally {
      holder.release();
    }
    expect(batchesOf(await fill(40))).toEqual([3, 0]);
  });

  it('has the planner look at a table that grew beyond what it knew of', async () => {
    const known = async () => {
      const { rows } = await service.sql.pool.query(
        `SELECT reltuples AS rows FROM pg_class WHERE oid = 'images'::regclass`,
      );
      return (rows as { rows: number }[])[0]?.rows;
    };
    const news = new PlannerNews(service.sql);
    await holdBatch(service, await service.client.account(), 11_000);
    await news.grewBy(9_000);
    expect(await known()).toBeLessThan(11_000);
    await news.grewBy(2_000);
    expect(await known()).toBeGreaterThanOrEqual(11_000);
    // A listing does not end because of it.
    await service.sql.transaction(async (sql) => {
      await sql.run({ name: '', text: 'SET LOCAL statement_timeout = 1' });
      await expect(new PlannerNews(sql).grewBy(1_000_000)).resolves.toBeUndefined();
    });
  });

  it('gives an account no more places than its plan says', async () => {
    const account = await service.client.account();
    const batch = await holdBatch(service, account, 10);
    await service.sql.pool.query(
      `UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1 AND split_part(key, '.', 1)::int > 2`,
      [batch.id],
    );
    const ceiling = { agency: 5 };
    expect(await fill(40, ceiling)).toHaveLength(3); // two are in work
    expect(await fill(40, ceiling)).toHaveLength(0);
    expect(await fill(40, { agency: null })).toHaveLength(5);
  });

  it('parks no more images of an account than its share, and leaves the places to others', async () => {
    const filed = async () => {
      const account = await service.client.account();
      const { id } = await holdBatch(service, account, 20, true);
      await service.sql.pool.query(
        `UPDATE batches SET request = jsonb_set(request::jsonb, '{ai,delivery}', '"batch"') WHERE id = $1`,
        [id],
      );
      await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1`, [
        id,
      ]);
      return { account, id };
    };
    const [many, few] = [await filed(), await filed()];
    await service.sql.pool.query(
      `INSERT INTO ai_requests (image_id, account_id, batch_id, hash, body)
       SELECT id, $1, $2, id, CASE WHEN key < '15' THEN 'x' END FROM images WHERE batch_id = $2 ORDER BY key LIMIT 10`,
      [many.account.id, many.id],
    );
    const count = (rows: QueuedImage[], { id }: { id: string }) =>
      rows.filter((image) => image.id.startsWith(id)).length;
    const first = await fill(8, {}, [10, 1_000]);
    expect([count(first, many), count(first, few)]).toEqual([0, 8]);
    const second = await fill(8, {}, [12, 1_000]);
    expect(count(second, many)).toBe(2);
    const { rows } = await service.sql.pool.query('SELECT count(body)::int AS unsent FROM ai_requests');
    expect(count(await fill(8, {}, [1_000, (rows[0] as { unsent: number }).unsent]), many)).toBe(0);
    await service.sql.pool.query('DELETE FROM ai_requests');
    expect(count(await fill(8, {}, [1_000, 1_000]), many)).toBeGreaterThan(0);
  });

  it('takes nothing that wants the AI of an account that has reached its ceiling of dollars today', async () => {
    const account = await service.client.account();
    const [plain, described] = [await holdBatch(service, account, 4), await holdBatch(service, account, 4, true)];
    const other = await holdBatch(service, await service.client.account(), 4, true);
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE ended_at IS NULL`);
    await service.sql.pool.query(
      `INSERT INTO ai_days (day, account_id, nanodollars) VALUES ((now() AT TIME ZONE 'UTC')::date, $1, 2e9)`,
      [account.id],
    );
    const of = (rows: QueuedImage[], { id }: { id: string }) => rows.filter((image) => image.id.startsWith(id)).length;
    const held = await fill(40, {}, [1_000, 1_000], 2);
    expect([plain, described, other].map((batch) => of(held, batch))).toEqual([4, 0, 4]);
    // A ceiling of its own comes before that of the setting.
    await service.sql.pool.query('UPDATE accounts SET ai_dollars_per_day = 2.5 WHERE id = $1', [account.id]);
    expect(of(await fill(40, {}, [1_000, 1_000], 2), described)).toBe(4);
  });

  it('takes nothing of a suspended account, also what waits in Redis already', async () => {
    const account = await service.client.account();
    const { id } = await holdBatch(service, account, 10);
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1`, [id]);
    expect(await fill(4)).toHaveLength(4);
    const suspend = (at: string) =>
      service.sql.pool.query(`UPDATE accounts SET suspended_at = ${at} WHERE id = $1`, [account.id]);
    // Before anything of it is canceled.
    await suspend('now()');
    expect(await fill(4)).toHaveLength(0);
    await service.sql.run(putBackSuspended);
    const { rows } = await service.sql.pool.query('SELECT DISTINCT status FROM images WHERE batch_id = $1', [id]);
    expect(rows).toEqual([{ status: 'pending' }]);
    await suspend('NULL');
    expect(await fill(40)).toHaveLength(10);
  });
});
