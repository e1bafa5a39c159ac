import type { KeyView } from '../../src/accounts/key-schema.js';
import { AccountClient, type Answer } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { startService, type Service } from '../support/service.js';

type Refusal = { code: string; [detail: string]: unknown };

/** An account with everything in abundance, and a key that has a budget. */
describe('the budget of a key', () => {
  let service: Service;
  let account: AccountClient;
  let keyId: string;

  beforeAll(async () => {
    const agency = { compressions: 1_000, ai: 200 };
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans: { agency } } });
  });
  beforeEach(async () => {
    await moveCreditClock(service.sql, 0);
    account = await service.client.account();
    keyId = await makeKey('shop');
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const makeKey = async (name: string) => (await account.post<{ id: string }>('/api/keys', { name })).body.id;
  const change = (budget: object | null, id = keyId) => account.patch<KeyView>(`/api/keys/${id}`, { budget });
  const hold = (images: number, withAi = false, id: string | null = keyId) =>
    holdBatch(service, account, images, withAi, { by: { keyId: id, personId: null } });
  async function budget() {
    const { body } = await account.get<{ data: KeyView[] }>('/api/keys');
    return body.data.find(({ id }) => id === keyId)?.budget;
  }
  const now = new Date();
  const renewsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString();
  /** As many days on as lead into the next month and no further than its second day. */
  const daysToNextMonth = Math.ceil((Date.parse(renewsAt) - Date.now()) / 86_400_000);

  it('is set for each kind of credit, shown with what is used, changed in part and ended', async () => {
    expect(await budget()).toBeNull();
    const set = await change({ compression: 10 });
    const shown = { compression: 10, ai: null, used: { compression: 0, ai: 0 }, renewsAt };
    expect(set).toMatchObject({ status: 200, body: { id: keyId, name: 'shop', budget: shown } });
    await hold(4, true);
    expect((await change({ ai: 4 })).body.budget).toEqual({ ...shown, ai: 4, used: { compression: 4, ai: 4 } });
    expect((await change({ compression: null })).body.budget).toMatchObject({ compression: null, ai: 4 });
    expect((await change(null)).body.budget).toBeNull();
    expect(await budget()).toBeNull();
    for (const wrong of [{ compression: -1 }, { compression: 1.5 }, { credits: 1 }, 'none'])
      expect((await account.patch(`/api/keys/${keyId}`, { budget: wrong })).status).toBe(400);
    expect((await account.patch(`/api/keys/${keyId}`, {})).status).toBe(400);
    expect((await change(null, 'key_none')).status).toBe(404);
    const other = await service.client.account();
    expect((await other.patch(`/api/keys/${keyId}`, { budget: { ai: 1 } })).status).toBe(404);
  });

  it('refuses what would go beyond it, says how much is used and when it renews, and leaves other keys alone', async () => {
    await change({ compression: 10, ai: 3 });
    await (await hold(6)).end(6);
    await hold(2, true);
    const said = { renewsAt, available: 2, budget: 10, used: 8 };
    await expect(hold(3)).rejects.toMatchObject({
      code: 'budget_exceeded',
      details: { credit: 'compression', required: 3, ...said },
    });
    await expect(hold(2, true)).rejects.toMatchObject({
      code: 'budget_exceeded',
      details: { credit: 'ai', required: 2, available: 1, budget: 3, used: 2, renewsAt },
    });
    await hold(100, true, null);
    await hold(50, true, await makeKey('other'));
    await hold(2);
    expect(await budget()).toMatchObject({ used: { compression: 10, ai: 2 } });
  });

  it('gets back what failed, in the month in which it was reserved, and begins anew in the next', async () => {
    await change({ compression: 10, ai: 10 });
    const early = await hold(6, true);
    await (await hold(4, true)).end(1);
    expect(await budget()).toMatchObject({ used: { compression: 7, ai: 7 } });
    await moveCreditClock(service.sql, daysToNextMonth);
    await hold(8);
    expect(await budget()).toMatchObject({ used: { compression: 8, ai: 0 } });
    await early.end(0);
    expect(await budget()).toMatchObject({ used: { compression: 8, ai: 0 } });
    await expect(hold(3)).rejects.toMatchObject({ code: 'budget_exceeded', details: { used: 8 } });
  });

  it('counts what the key took in this month before it had one, used or held, and nothing of the month before', async () => {
    const open = await hold(5, true);
    await (await hold(7)).end(4);
    await change({ compression: 20 });
    expect(await budget()).toMatchObject({ used: { compression: 9, ai: 5 } });
    await open.end(2);
    expect(await budget()).toMatchObject({ used: { compression: 6, ai: 2 } });
    await change(null);
    const late = await hold(3);
    await moveCreditClock(service.sql, daysToNextMonth);
    await hold(1);
    await late.end(3);
    await change({ compression: 4 });
    await expect(hold(4)).rejects.toMatchObject({ code: 'budget_exceeded', details: { used: 1, available: 3 } });
    await hold(3);
  });

  it('is never exceeded by 50 calls at once', async () => {
    await change({ compression: 100, ai: 40 });
    const withAi = await Promise.allSettled(Array.from({ length: 50 }, () => hold(3, true)));
    const admitted = (all: PromiseSettledResult<unknown>[]) =>
      all.filter(({ status }) => status === 'fulfilled').length;
    expect(admitted(withAi)).toBe(13);
    expect(await budget()).toMatchObject({ used: { compression: 39, ai: 39 } });
    const without = await Promise.allSettled(Array.from({ length: 50 }, () => hold(3)));
    expect(admitted(without)).toBe(20);
    expect(await budget()).toMatchObject({ used: { compression: 99, ai: 39 } });
    for (const outcome of [...withAi, ...without])
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'budget_exceeded' });
  });

  /** Does something to the account while calls wait for its row. */
  async function whileTheyWait<T>(
    calls: (() => Promise<T>)[],
    act: (run: (sql: string) => Promise<unknown>) => Promise<void>,
  ) {
    const client = await service.sql.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('SELECT FROM credit_balances WHERE account_id = $1 FOR UPDATE', [account.id]);
      const waiting = Promise.allSettled(calls.map((call) => call()));
      await untilWaitingForLocks(client, calls.length);
      await act((sql) => client.query(sql));
      await client.query('COMMIT');
      return await waiting;
    } finally {
      client.release();
    }
  }
  const setWithin = (compression: number) => `
    INSERT INTO key_budgets (key_id, account_id, compression, month, compression_taken, ai_taken)
      VALUES ('${keyId}', '${account.id}', ${compression}, date_trunc('month', now() AT TIME ZONE 'UTC'), 0, 0)
      ON CONFLICT (key_id) DO UPDATE SET compression = excluded.compression;
    UPDATE credit_balances SET budgeted_keys = ARRAY['${keyId}'] WHERE account_id = '${account.id}'`;

  it('holds for calls that waited for the account while it was set, and for those while it was lowered', async () => {
    const first = await whileTheyWait([() => hold(2), () => hold(2), () => hold(2)], async (run) => {
      await run(setWithin(5));
    });
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await change({ compression: 100 });
    const second = await whileTheyWait([() => hold(2), () => hold(2)], async (run) => {
      await run(setWithin(6));
    });
    expect(second.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await budget()).toMatchObject({ compression: 6, used: { compression: 6 } });
  });

  it('ends with its key, also for what the key had begun', async () => {
    await change({ compression: 1 });
    const outcomes = await whileTheyWait([() => hold(5)], async (run) => {
      await run(`DELETE FROM api_keys WHERE id = '${keyId}'`);
    });
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }]);
    await hold(3);
  });

  it('is not for a key to get around that has one', async () => {
    const made = (await account.post<{ id: string; key: string }>('/api/keys', { name: 'spender' })).body;
    const spender = new AccountClient(service.client, account.id, made.key);
    await change({ compression: 1 }, made.id);
    const forbidden = { status: 403, body: { code: 'forbidden', requires: 'key_without_budget' } };
    const refused: Promise<Answer<Refusal>>[] = [
      spender.patch(`/api/keys/${made.id}`, { budget: null }),
      spender.patch(`/api/keys/${keyId}`, { budget: { ai: 3 } }),
      spender.post('/api/keys', { name: 'more' }),
      spender.post(`/api/keys/${keyId}/roll`, undefined),
      spender.delete(`/api/keys/${made.id}`),
      spender.delete(`/api/keys/${keyId}`),
    ];
    for (const answer of await Promise.all(refused)) expect(answer).toMatchObject(forbidden);
    expect((await spender.post<KeyView>(`/api/keys/${made.id}/roll`, undefined)).status).toBe(200);
    const { body } = await account.get<{ data: KeyView[] }>('/api/keys');
    expect(body.data.find(({ id }) => id === made.id)?.budget).toMatchObject({ compression: 1 });
  });

  it('is noted in the log of the account, by whom and with its limits', async () => {
    await change({ compression: 7 });
    await change(null);
    const { body } = await account.get<{ data: { act: string; details: object }[] }>('/api/account/log');
    const noted = body.data.filter(({ act }) => act === 'key.budget_changed').map(({ details }) => details);
    const none = { key: keyId, name: 'shop', ai: null };
    expect(noted).toEqual([
      { ...none, compression: null },
      { ...none, compression: 7 },
    ]);
  });
});
