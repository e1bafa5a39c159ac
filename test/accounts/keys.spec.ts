import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Key {
  id: string;
  name: string;
  key: string;
  masked: string;
  lastUsedAt: string | null;
}

describe('API keys', () => {
  let service: Service;
  let account: AccountClient;

  const use = (key: string) => service.client.call('GET', '/api/usage', { token: key });
  const list = async () => (await account.get<{ data: Key[] }>('/api/keys')).body.data;
  const make = async (name: string) => (await account.post<Key>('/api/keys', { name })).body;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
  });
  afterAll(() => service.close());

  it('are shown once, kept as a hash, and listed masked', async () => {
    const made = await account.post<Key>('/api/keys', { name: 'shop' });
    expect(made).toMatchObject({ status: 201, body: { name: 'shop' } });
    const { id, key, masked } = made.body;
    expect(key).toMatch(/^flx_live_[0-9a-f]{40}$/);
    expect(masked).toBe(`flx_live_${key.slice(9, 14)}...${key.slice(-4)}`);
    expect((await use(key)).status).toBe(200);
    const listed = (await list()).find((row) => row.id === id);
    expect(Object.keys(listed ?? {}).sort()).toEqual([
      'budget',
      'createdAt',
      'expiresAt',
      'id',
      'lastUsedAt',
      'lastUsedFrom',
      'masked',
      'name',
      'scopes',
    ]);
    const { rows } = await service.sql.pool.query('SELECT * FROM api_keys');
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(rows.find((row) => row.id === id).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('die at once when they are rolled or deleted', async () => {
    const old = await make('rolled');
    expect((await use(old.key)).status).toBe(200);
    const rolled = await account.post<Key>(`/api/keys/${old.id}/roll`, {});
    expect(rolled).toMatchObject({ status: 200, body: { id: old.id, name: 'rolled' } });
    expect([(await use(old.key)).status, (await use(rolled.body.key)).status]).toEqual([401, 200]);
    expect((await account.delete(`/api/keys/${old.id}`)).status).toBe(204);
    expect((await use(rolled.body.key)).status).toBe(401);
    expect((await account.delete(`/api/keys/${old.id}`)).status).toBe(404);
  });

  it('are rolled once for each Idempotency-Key, however often it is sent', async () => {
    const { id } = await make('once');
    const headers = { 'idempotency-key': 'roll-1' };
    const [first, second] = [
      await account.post<Key>(`/api/keys/${id}/roll`, {}, headers),
      await account.post<Key>(`/api/keys/${id}/roll`, {}, headers),
    ];
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    expect((await use(second.body.key)).status).toBe(200);
  });

  it('are not told again to another key or person of the account', async () => {
    const headers = { 'idempotency-key': 'told-once' };
    const other = (await make('other')).key;
    const repeat = (path: string, body: object) =>
      service.client.call<object>('POST', path, { token: other, body, headers });
    const target = await make('target');
    const { body: endpoint } = await account.post<{ id: string }>('/api/webhooks', { url: 'http://127.0.0.1:9/told' });
    for (const [path, body] of [
      ['/api/keys', { name: 'told' }],
      [`/api/keys/${target.id}/roll`, {}],
      ['/api/webhooks', { url: 'http://127.0.0.1:9/' }],
      [`/api/webhooks/${endpoint.id}/rotate`, {}],
    ] as const) {
      const first = await account.post<object>(path, body, headers);
      expect(JSON.stringify(first.body)).toMatch(/flx_live_[0-9a-f]{40}|whsec_/);
      const second = await repeat(path, body);
      expect(second).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
      expect(JSON.stringify(second.body)).not.toMatch(/flx_live_|whsec_/);
      expect((await account.post<object>(path, body, headers)).body).toEqual(first.body);
      await service.sql.pool.query('DELETE FROM idempotency_keys');
    }
  });

  it('tell when they were last used, written at most once a minute', async () => {
    const { id, key } = await make('seen');
    const seen = async () => (await list()).find((row) => row.id === id)?.lastUsedAt ?? null;
    expect(await seen()).toBeNull();
    await use(key);
    const first = await until(seen, (at) => at !== null);
    await Promise.all(Array.from({ length: 5 }, () => use(key)));
    expect(await seen()).toBe(first);
    await service.sql.pool.query(`UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`, [
      id,
    ]);
    await use(key);
    await until(seen, (at) => at !== null && at >= String(first));
  });

  it('are at most 25, also when many are made at once', async () => {
    const crowded = await service.client.account();
    const made = await Promise.all(
      Array.from({ length: 30 }, (_, index) => crowded.post('/api/keys', { name: `key ${index}` })),
    );
    expect(made.filter(({ status }) => status === 201).length).toBe(24);
    expect(made.find(({ status }) => status !== 201)).toMatchObject({ status: 409, body: { limit: 25 } });
  });

  it('stand in the account’s log with who made, rolled and deleted them', async () => {
    const { id } = await make('logged');
    await account.post(`/api/keys/${id}/roll`, {});
    await account.delete(`/api/keys/${id}`);
    const { body } = await account.get<{ data: { act: string; actor: { kind: string; id: string } }[] }>(
      '/api/account/log',
    );
    expect(body.data.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['key.created', 'key.rolled', 'key.deleted', 'account.created']),
    );
    const [newest] = body.data;
    expect(newest?.actor).toMatchObject({ kind: 'key', id: expect.stringMatching(/^key_/) });
    // Masked, as the list of keys shows them.
    expect(JSON.stringify(body)).not.toMatch(/flx_live_(?![0-9a-f]{5}\.\.\.[0-9a-f]{4}")/);
  });
});
