import { moveCreditClock } from '../support/credit-clock.js';
import type { AccountClient } from '../support/client.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

describe('alerts', () => {
  let service: Service;
  let account: AccountClient;
  /** Events that were looked at. */
  let seen: Record<string, number>;

  beforeAll(async () => {
    service = await startService({
      environment: { ROLE: 'api' },
      plans: { plans: { agency: { compressions: 20, ai: 20 }, pro: { compressions: 40, ai: 40 } } },
    });
  });
  beforeEach(async () => {
    await moveCreditClock(service.sql, 0);
    account = await service.client.account();
    seen = {};
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const set = (percents: unknown, topups: unknown = null) => account.put('/api/usage/alerts', { percents, topups });
  const hold = (images: number, withAi = false) => holdBatch(service, account, images, withAi);
  const admin = (path: string, body: object, method = 'POST') =>
    service.client.admin(method, `/accounts/${account.id}${path}`, body);
  const adjust = (amount: number) =>
    admin('/adjustments', { credit: 'compression', amount, reason: 'x', reference: 'a' });

  /** What was told since it was asked last. */
  async function told(type = 'usage.threshold_reached'): Promise<unknown[]> {
    const { rows } = await service.sql.pool.query<{ data: { credit?: string; percent: number; balance: number } }>(
      'SELECT data FROM outbox_events WHERE account_id = $1 AND type = $2 ORDER BY id OFFSET $3',
      [account.id, type, seen[type] ?? 0],
    );
    seen[type] = (seen[type] ?? 0) + rows.length;
    return rows.map(({ data: { credit, percent, balance } }) => (credit ? `${credit} ${percent}` : balance));
  }

  it('are of 80 and 100 percent until the account asks for others', async () => {
    expect((await account.get('/api/usage/alerts')).body).toEqual({ percents: [80, 100], topups: null });
    expect(await set([100, 25, 50], 30)).toMatchObject({ status: 200, body: { percents: [25, 50, 100], topups: 30 } });
    expect((await account.get('/api/usage/alerts')).body).toEqual({ percents: [25, 50, 100], topups: 30 });
    await hold(4);
    expect(await told()).toEqual([]);
    await hold(1);
    expect(await told()).toEqual(['compression 25']);
    await hold(15);
    expect(await told()).toEqual(['compression 50', 'compression 100']);
  });

  it.each([
    ['none', []],
    ['eleven', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ['one of nothing', [0]],
    ['one of more than all', [101]],
    ['a part of one', [12.5]],
    ['one twice', [50, 50]],
  ])('are not of %s', async (_, percents) => {
    expect(await set(percents)).toMatchObject({ status: 400 });
    expect((await account.get('/api/usage/alerts')).body).toMatchObject({ percents: [80, 100] });
  });

  it('are in the log, once for each change', async () => {
    await set([50], 5);
    await set([50], 5);
    const path = `/accounts/${account.id}/log`;
    const { body } = await service.client.admin<{ data: { act: string; details: object }[] }>('GET', path);
    const changes = body.data.filter(({ act }) => act === 'alerts.changed');
    expect(changes.map(({ details }) => details)).toEqual([{ percents: '50', topups: 5 }]);
  });

  it('count what is reached already as told', async () => {
    await hold(12);
    await set([50, 60, 75]);
    await hold(1);
    expect(await told()).toEqual([]);
    await hold(2);
    expect(await told()).toEqual(['compression 75']);
  });

  it('come again when credits came back and the percent is crossed again', async () => {
    const batch = await hold(16);
    expect(await told()).toEqual(['compression 80']);
    await batch.end(15);
    expect(await told()).toEqual([]);
    await hold(1);
    expect(await told()).toEqual(['compression 80']);
    await hold(1);
    expect(await told()).toEqual([]);
  });

  it('come again after an upgrade, and after an adjustment', async () => {
    await hold(16);
    expect(await told()).toEqual(['compression 80']);
    await admin('', { plan: 'pro', allowance: 'full' }, 'PATCH');
    await hold(15);
    expect(await told()).toEqual([]);
    await hold(1);
    expect(await told()).toEqual(['compression 80']);
    await adjust(20);
    await hold(15);
    expect(await told()).toEqual([]);
    await hold(1);
    expect(await told()).toEqual(['compression 80']);
  });

  it('come again when a period owes less, because held credits came back to the one before', async () => {
    const batch = await hold(20);
    expect(await told()).toEqual(['compression 80', 'compression 100']);
    await adjust(-18);
    await moveCreditClock(service.sql, 40);
    // 18 are owed of 20.
    await hold(1);
    expect(await told()).toEqual(['compression 80']);
    await batch.end(10);
    await hold(6);
    expect(await told()).toEqual([]);
    await hold(1);
    expect(await told()).toEqual(['compression 80']);
  });

  it('are told once for one crossing, however many reservations and ends come at once', async () => {
    const first = await hold(15);
    await Promise.all([first.end(15), ...Array.from({ length: 5 }, () => hold(1))]);
    expect(await told()).toEqual(['compression 80', 'compression 100']);
  });

  it('tell of top-ups that run low, each time they do', async () => {
    const low = () => told('credits.topup_low');
    await set([100], 10);
    await adjust(100);
    await admin('/topups', { credits: 30, reference: 'pay-1' });
    await hold(40, true);
    expect(await low()).toEqual([]);
    const batch = await hold(1, true);
    expect(await low()).toEqual([9]);
    await hold(1, true);
    expect(await low()).toEqual([]);
    await batch.end(0);
    await admin('/topups', { credits: 1, reference: 'pay-2' });
    await Promise.all([hold(1, true), hold(1, true)]);
    expect(await low()).toEqual([9]);
    await admin('/topups', { credits: 50, reference: 'pay-3' });
    await admin('/topup-reversals', { credits: 50, reference: 'back-3', topup: 'pay-3' });
    expect(await low()).toEqual([8]);
  });

  it('are set by keys of full scope alone', async () => {
    const { body: key } = await account.post<{ key: string }>('/api/keys', { name: 'reader', scopes: ['read'] });
    const call = (method: string, body?: object) =>
      service.client.call(method, '/api/usage/alerts', { token: key.key, body });
    expect((await call('GET')).status).toBe(200);
    expect((await call('PUT', { percents: [50], topups: null })).status).toBe(403);
  });
});
