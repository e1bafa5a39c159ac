import { makeBucket } from '../support/bucket.js';
import { startService, type Service } from '../support/service.js';

interface Listed {
  data: { id: string; name: string; suspended: boolean }[];
  next: string | null;
}

describe('the operator', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const admin = <T>(method: string, path: string, body?: unknown) => service.client.admin<T>(method, path, body);

  it('lists and searches accounts, page by page', async () => {
    for (const name of ['Ada Ltd', 'Grace & Co', 'Ada GmbH']) {
      await admin('POST', '/accounts', { name, email: `${name.slice(0, 3)}@pages.example`, plan: 'free' });
    }
    const found = await admin<Listed>('GET', '/accounts?search=ada');
    expect(found.body.data.map(({ name }) => name)).toEqual(['Ada GmbH', 'Ada Ltd']);
    const byId = await admin<Listed>('GET', `/accounts?search=${found.body.data[1]?.id}`);
    expect(byId.body.data.map(({ name }) => name)).toEqual(['Ada Ltd']);
    const first = await admin<Listed>('GET', '/accounts?search=pages.example&limit=2');
    const rest = await admin<Listed>('GET', `/accounts?search=pages.example&limit=2&cursor=${first.body.next}`);
    expect([...first.body.data, ...rest.body.data].map(({ name }) => name)).toEqual([
      'Ada GmbH',
      'Grace & Co',
      'Ada Ltd',
    ]);
    expect(rest.body.next).toBeNull();
  });

  it('suspends an account and lets it go on, and both stand in its log', async () => {
    const account = await service.client.account();
    expect((await account.get('/api/usage')).status).toBe(200);
    const suspended = await admin('PATCH', `/accounts/${account.id}`, { suspended: true });
    expect(suspended).toMatchObject({ status: 200, body: { suspended: true, plan: 'agency' } });
    expect((await account.get('/api/usage')).status).toBe(401);
    await admin('PATCH', `/accounts/${account.id}`, { suspended: true });
    await admin('PATCH', `/accounts/${account.id}`, { suspended: false, plan: 'agency' });
    expect((await account.get('/api/usage')).status).toBe(200);
    const log = await admin<{ data: { act: string; actor: object }[] }>('GET', `/accounts/${account.id}/log`);
    const acts = ['account.resumed', 'plan.changed', 'account.suspended', 'key.created', 'account.created'];
    expect(log.body.data.map(({ act }) => act)).toEqual(acts);
    expect(log.body.data[0]?.actor).toEqual({
      kind: 'operator',
      id: 'operator',
      name: 'operator',
      email: null,
      masked: null,
    });
    expect((await admin('GET', '/accounts/acc_nobody/log')).status).toBe(404);
    expect((await admin('PATCH', `/accounts/${account.id}`, {})).status).toBe(400);
  });

  it('sets no ceiling of AI dollars where nobody knows the price of the model, and no senseless one', async () => {
    const account = await service.client.account();
    const patch = (aiDollarsPerDay: unknown) =>
      admin<{ fields: { path: string; message: string }[] }>('PATCH', `/accounts/${account.id}`, { aiDollarsPerDay });
    const unpriced = await patch(5);
    expect([unpriced.status, unpriced.body.fields[0]?.path]).toEqual([400, 'aiDollarsPerDay']);
    expect(unpriced.body.fields[0]?.message).toContain('OPENAI_INPUT_PRICE');
    for (const senseless of [0, -1, 'much']) expect((await patch(senseless)).status).toBe(400);
    expect(await patch(null)).toMatchObject({
      status: 200,
      body: { aiDollarsPerDay: null, aiCeiling: null, aiDollarsToday: 0 },
    });
  });

  it('sees what waits, in the rows and in Redis', async () => {
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg', 'b.jpg'] } });
    const { body } = await admin<{ batches: object[]; queues: object[] }>('GET', '/queues');
    expect(body.batches).toEqual([{ status: 'queued', batches: 1, images: 2 }]);
    const none = { waiting: 0, active: 0, delayed: 0 };
    expect(body.queues).toEqual(['images', 'deliveries', 'billing'].map((name) => ({ name, ...none })));
    await account.post(`/api/batches/${id}/cancel`, {});
    expect((await admin('GET', '/queues')).body).toMatchObject({ batches: [] });
  });

  it('would reseal every column that is sealed', async () => {
    const { rows } = await service.sql.pool.query(
      `SELECT table_name, column_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%sealed%' ORDER BY 1, 2`,
    );
    expect(rows.map((row) => `${row.table_name}.${row.column_name}`)).toEqual([
      'connections.sealed_secret',
      'idempotency_keys.sealed_answer',
      'second_factors.sealed_secret',
      'webhook_endpoints.previous_sealed_secret',
      'webhook_endpoints.sealed_secret',
    ]);
  });
});
