import { beginNextExpansion } from '../../src/batches/expansion/expansion.sql.js';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startKeyStore, type KeyStore } from '../support/key-store.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const PLANS = { free: { features: ['api' as const] } };

describe('whose source is listed next', () => {
  let service: Service;
  let store: KeyStore;

  beforeEach(async () => {
    // Nothing is listed unless the test does it.
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans: PLANS } });
    store = await startKeyStore();
  });
  afterEach(async () => {
    store.close();
    await service.close();
  });

  async function submit(account: AccountClient, batches: number): Promise<string[]> {
    const source = { connection: await store.connect(account), prefix: '' };
    const submitted = Array.from({ length: batches }, () => account.submit({ source, dryRun: true }));
    return (await Promise.all(submitted)).map(({ id }) => id);
  }
  /** The account whose batch is taken, for a minute. */
  async function take(isForFree: boolean, lot: number): Promise<string | undefined> {
    const [batch] = await service.sql.run<{ account_id: string }>(beginNextExpansion, [60, isForFree, lot]);
    return batch?.account_id;
  }
  const letGo = () => service.sql.pool.query('UPDATE batches SET expand_lease_until = NULL');

  it.each([1, 2, 3, 4])('is decided by accounts, however many batches one has: lot %i', async (lot) => {
    const [many, one] = [await service.client.account(), await service.client.account()];
    await submit(many, 20);
    await submit(one, 1);
    const taken = [await take(false, lot), await take(false, lot)];
    expect(taken.sort()).toEqual([many.id, one.id].sort());
    expect(await take(false, lot)).toBe(many.id);
  });

  it('is drawn by lot among accounts with as many listings under way', async () => {
    const accounts = await Promise.all([1, 2, 3].map(() => service.client.account()));
    for (const account of accounts) await submit(account, 3);
    const taken = new Set<string | undefined>();
    for (let lot = 0; taken.size < 3; lot += 1) {
      taken.add(await take(false, lot));
      await letGo();
      expect(lot).toBeLessThan(50);
    }
  });

  it('is one of the free plan every other turn, however many there are, unless only they wait', async () => {
    const free = await Promise.all(Array.from({ length: 10 }, () => service.client.account({ plan: 'free' })));
    for (const account of free) await submit(account, 2);
    const paying = await service.client.account();
    await submit(paying, 2);
    for (let lot = 0; lot < 5; lot += 1) {
      expect(await take(false, lot)).toBe(paying.id);
      expect(await take(true, lot)).not.toBe(paying.id);
      await letGo();
    }
    expect([await take(false, 1), await take(false, 1)]).toEqual([paying.id, paying.id]);
    expect(await take(false, 1)).not.toBe(paying.id);
    expect(free.map(({ id }) => id)).toContain(await take(false, 1));
  });

  it('is what a worker left behind, once its lease is over, behind what was never listed', async () => {
    const account = await service.client.account();
    const ids = await submit(account, 2);
    const listed = async () =>
      (await service.sql.run<{ id: string }>(beginNextExpansion, [60, false, 1])).map(({ id }) => id);
    const [left] = await listed();
    const fresh = ids.filter((id) => id !== left);
    await service.sql.pool.query('UPDATE batches SET expand_lease_until = now() WHERE id = $1', [left]);
    expect(await listed()).toEqual(fresh);
    expect(await listed()).toEqual([left]);
    expect(await listed()).toEqual([]);
  });
});

describe('an account with hundreds of batches to be listed', () => {
  let service: Service;
  let store: KeyStore;

  beforeAll(async () => {
    service = await startService();
    // A second or so for each.
    store = await startKeyStore({ keys: 1, delayMs: 500 });
  });
  afterAll(async () => {
    store.close();
    await service.close();
  });

  it('delays another account’s listing by seconds at most', async () => {
    const [many, other] = [await service.client.account(), await service.client.account()];
    const source = { connection: await store.connect(many), prefix: '' };
    const waiting: BatchView[] = [];
    while (waiting.length < 500) {
      waiting.push(...(await Promise.all(Array.from({ length: 25 }, () => many.submit({ source, dryRun: true })))));
    }
    // The dispatcher has seen them all.
    await until(store.pages, (pages) => pages > 20);
    const bucket = await makeBucket(other);
    await bucket.put('a.jpg', await makeJpeg());
    const began = performance.now();
    const { id } = await other.submit({ source: { connection: bucket.connection, prefix: '' } });
    await until(
      () => other.batch(id),
      ({ status }) => status !== 'expanding',
      20,
    );
    expect(performance.now() - began).toBeLessThan(6_000);
    const { rows } = await service.sql.pool.query(
      `SELECT count(*)::int AS left FROM batches WHERE account_id = $1 AND status = 'expanding'`,
      [many.id],
    );
    expect((rows[0] as { left: number }).left).toBeGreaterThan(400);
    await service.sql.pool.query(`UPDATE batches SET status = 'canceled', ended_at = now() WHERE account_id = $1`, [
      many.id,
    ]);
  });
});
