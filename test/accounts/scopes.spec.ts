import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { SCOPES, type Scope } from '../../src/common/http/scopes.js';
import type { AccountClient } from '../support/client.js';
import { operationsOf, type Operation } from '../support/openapi.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Key {
  id: string;
  key: string;
  scopes: Scope[];
  expiresAt: string | null;
  lastUsedFrom: string | null;
}

const PAGE = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');
const SECTION = PAGE.split('## Scopes of keys')[1]?.split('\n## ')[0] ?? '';
const SCOPE_REFUSAL = /^scope:(\w+)$/;

/** The table of the page: what fits first decides. */
const TABLE = [...SECTION.matchAll(/^\| `(\S+) (\S+?)`.*?\| (.+) \|$/gm)].map(
  ([, method = '', path = '', cells = '']) => ({
    fits: (call: { method: string; path: string }) =>
      (method === '*' || method === call.method) &&
      (path.endsWith('*') ? call.path.startsWith(path.slice(0, -1)) : path === call.path),
    allowing: SCOPES.filter((_, index) => cells.split('|')[index]?.trim() === 'yes'),
  }),
);

/** By the polynomial, bit by bit. */
function crcByHand(text: string): number {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(text, 'ascii')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('keys with scopes', () => {
  let service: Service;
  let account: AccountClient;
  const make = async (body: object, by = account.key) =>
    service.client.call<Key & { code?: string; requires?: string }>('POST', '/api/keys', {
      token: by,
      body: { name: 'some', ...body },
    });
  const call = ({ method, path }: Operation, token?: string) =>
    service.client.call<{ code: string; requires?: string }>(method, path.replaceAll(/\{\w+\}/g, 'nobody'), {
      token,
      body: method === 'GET' || method === 'DELETE' ? undefined : {},
    });
  const usage = async (key: string) => (await service.client.call('GET', '/api/usage', { token: key })).status;
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
  });
  afterAll(() => service.close());

  it('may do on every route what the table of docs/security.md says, and nothing else', async () => {
    expect(TABLE).toHaveLength(6);
    const operations: Operation[] = [];
    for (const operation of await operationsOf(service.client)) {
      const { status } = await call(operation);
      // Who asks for nobody has no scopes.
      if (status === 401 && !operation.path.startsWith('/api/admin')) operations.push(operation);
    }
    expect(operations.length).toBeGreaterThan(45);
    for (const scope of SCOPES) {
      const { key } = (await make({ scopes: [scope] })).body;
      for (const operation of operations) {
        const { method, path } = operation;
        const allowing = TABLE.find(({ fits }) => fits({ method, path }))?.allowing ?? [];
        const answer = await call(operation, key);
        const refusedFor = SCOPE_REFUSAL.exec(answer.body.requires ?? '')?.[1];
        const expected = allowing.includes(scope) ? undefined : allowing[0];
        expect([scope, method, path, refusedFor]).toEqual([scope, method, path, expected]);
        if (expected) expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
        else expect([method, path, answer.status]).not.toEqual([method, path, 401]);
      }
      expect((await service.client.call('GET', '/api/admin/audit', { token: key })).status).toBe(401);
    }
  });

  it('add up, and `full` is all of them', async () => {
    const both = await make({ scopes: ['compress', 'read', 'read'] });
    expect(both).toMatchObject({ status: 201, body: { scopes: ['read', 'compress'], expiresAt: null } });
    expect(await usage(both.body.key)).toBe(200);
    expect((await make({ scopes: ['full', 'read'] })).body.scopes).toEqual(['full']);
    expect((await make({})).body.scopes).toEqual(['full']);
    for (const scopes of [[], ['everything'], 'full']) expect((await make({ scopes })).status).toBe(400);
  });

  it('make no keys without `full`, and none that last longer than themselves', async () => {
    for (const scopes of [['read'], ['compress'], ['batches']]) {
      const { key } = (await make({ scopes })).body;
      expect(await make({ scopes }, key)).toMatchObject({ status: 403, body: { requires: 'scope:full' } });
    }
    const end = inHours(2);
    const { key, id } = (await make({ expiresAt: end })).body;
    for (const expiresAt of [null, inHours(3)]) {
      expect(await make({ expiresAt }, key)).toMatchObject({ status: 403, body: { requires: 'longer_life' } });
    }
    expect((await make({}, key)).body.expiresAt).toBe(end);
    expect((await make({ expiresAt: inHours(1) }, key)).status).toBe(201);
    const lasting = (await make({})).body.id;
    const roll = (which: string) =>
      service.client.call<Key>('POST', `/api/keys/${which}/roll`, { token: key, body: {} });
    expect(await roll(lasting)).toMatchObject({ status: 403, body: { requires: 'longer_life' } });
    expect(await roll(id)).toMatchObject({ status: 200, body: { expiresAt: end, scopes: ['full'] } });
  });

  it('end when they were told to', async () => {
    expect((await make({ expiresAt: new Date(Date.now() - 1).toISOString() })).status).toBe(400);
    expect((await make({ expiresAt: 'tomorrow' })).status).toBe(400);
    const { key, id } = (await make({ expiresAt: new Date(Date.now() + 1_500).toISOString() })).body;
    expect(await usage(key)).toBe(200);
    await until(
      () => usage(key),
      (status) => status === 401,
      10,
    );
    // As every 401 says it; why is beside it.
    expect((await service.client.call('GET', '/api/usage', { token: key })).body).toEqual({
      error: 'Unauthorized',
      code: 'unauthorized',
      reason: 'key_expired',
    });
    expect((await account.post(`/api/keys/${id}/roll`, {})).status).toBe(409);
  });

  it('tell from where they were used last', async () => {
    const { key, id } = (await make({ scopes: ['read'] })).body;
    await usage(key);
    const seen = await until(
      async () => (await account.get<{ data: Key[] }>('/api/keys?limit=200')).body.data.find((row) => row.id === id),
      (row) => row?.lastUsedFrom !== null,
    );
    expect(seen).toMatchObject({ lastUsedFrom: '127.0.0.1', scopes: ['read'] });
  });

  it('are found by scanners as the page tells them', async () => {
    expect(crcByHand('123456789')).toBe(0xcbf43926);
    const [, expression = ''] = /```\n(\\b\S+)\n```/.exec(SECTION) ?? [];
    const [, example = ''] = /`(flx_live_[0-9a-f]{40})` fits/.exec(SECTION) ?? [];
    const made = Array.from({ length: 5 }, async () => (await make({})).body.key);
    for (const key of [example, ...(await Promise.all(made))]) {
      expect(`curl -H "Authorization: Bearer ${key}"`.match(new RegExp(expression))?.[0]).toBe(key);
      const [unchecked, checksum] = [key.slice(0, -8), key.slice(-8)];
      expect(checksum).toBe(crcByHand(unchecked).toString(16).padStart(8, '0'));
      expect(checksum).toBe(crc32(unchecked).toString(16).padStart(8, '0'));
    }
    expect(await usage(example)).toBe(401);
  });

  it('of earlier versions, without a checksum, stay what they were', async () => {
    const key = `flx_live_${'b2'.repeat(20)}`;
    await service.sql.pool.query(
      `INSERT INTO api_keys (id, account_id, name, hash, masked) VALUES ('key_old', $1, 'old', encode(sha256($2), 'hex'), '')`,
      [account.id, key],
    );
    expect(await make({}, key)).toMatchObject({ status: 201, body: { scopes: ['full'], expiresAt: null } });
  });
});
