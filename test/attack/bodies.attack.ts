import type { AccountClient } from '../support/client.js';
import { RawConnection, sendBody } from './support/raw.js';
import { startStage, type Stage } from './support/stage.js';

const MB = 1024 * 1024;
/** What a refusal may say, and how long it may take. */
const MAX_REFUSAL = 64 * 1024;
const MAX_MS = 2_000;

const DEEP = Buffer.alloc(16 * MB - 1, '[');
const DEEP_OBJECTS = Buffer.from('{"a":'.repeat(1_000_000));
const WIDE = Buffer.from(`[${'{},'.repeat(2_300_000)}{}]`);
const UNKNOWN = Buffer.from(`{${Array.from({ length: 500_000 }, (_, n) => `"field${n}":1`).join(',')}}`);
const LONG_STRING = Buffer.from(`{"metadata":{"a":"${'\\u0041'.repeat(2_500_000)}"}}`);
const LONG_NUMBER = Buffer.from(`{"limit":${'9'.repeat(8 * MB)}}`);
const BODIES: [string, Buffer][] = [
  ['16 MB of brackets', DEEP],
  ['a million objects in each other', DEEP_OBJECTS],
  ['2.3 million small objects', WIDE],
  ['500,000 unknown fields', UNKNOWN],
  ['a text of escapes', LONG_STRING],
  ['a number of 8 million digits', LONG_NUMBER],
];
const OPEN_TO_ANYBODY = ['/api/auth/sign-in', '/api/auth/sign-up', '/api/auth/password', '/api/stripe/webhook'];

describe('bodies that cost more than they are worth', () => {
  let stage: Stage;
  let attacker: AccountClient;

  beforeAll(async () => {
    stage = await startStage();
    attacker = await stage.api.account();
  });
  afterAll(() => stage.end());

  describe.each(BODIES)('%s', (_, body) => {
    it('are not read from somebody without a key', async () => {
      const paths = [
        '/api/batches',
        '/api/keys',
        '/api/admin/accounts',
        '/api/compress',
        ...OPEN_TO_ANYBODY,
        '/api/nothing',
      ];
      for (const path of paths) {
        const { status, text, ms } = await sendBody(stage.api.url, path, {}, body);
        // A server that does not read on may cut the connection before its answer was taken.
        expect([0, 400, 401, 404, 413, 415, 503]).toContain(status);
        expect([path, ms < MAX_MS, text.length < MAX_REFUSAL]).toEqual([path, true, true]);
      }
    });

    it('are refused to somebody with a key, at once and in few words', async () => {
      for (const path of ['/api/batches', '/api/batches/estimate', '/api/keys', '/api/connections', '/api/webhooks']) {
        const authorization = `Bearer ${attacker.key}`;
        const { status, text, ms } = await sendBody(stage.api.url, path, { authorization }, body);
        expect([0, 400, 404, 413]).toContain(status);
        expect([path, ms < MAX_MS, text.length < MAX_REFUSAL]).toEqual([path, true, true]);
      }
    });
  });

  it('names 20 problems of a request at most', async () => {
    const fields = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`field${n}`, 1]));
    const { status, body } = await attacker.post<{ fields: object[] }>('/api/batches', fields);
    expect(status).toBe(400);
    expect(body.fields.length).toBeLessThanOrEqual(20);
    const keys = Array.from({ length: 10_000 }, () => '');
    const named = await attacker.post<{ fields: object[] }>('/api/batches', { source: { connection: 'con_1', keys } });
    expect(named.status).toBe(400);
    expect(named.body.fields.length).toBeLessThanOrEqual(20);
  });

  it('of callers who hang up at once leave room for those of others', async () => {
    const headers = { authorization: `Bearer ${attacker.key}`, 'content-type': 'application/json' };
    const begin = async () => {
      const connection = await RawConnection.open(stage.api.url);
      connection.head('PATCH', '/api/account', { ...headers, 'content-length': '64000' });
      return connection;
    };
    // Before it is known whose the request is.
    for (let n = 0; n < 400; n += 1) (await begin()).reset();
    // Nearly as many as there is room for.
    const begun = await Promise.all(Array.from({ length: 250 }, begin));
    await new Promise((wake) => setTimeout(wake, 1_500));
    const refused = begun.filter(({ status }) => status === 503);
    for (const connection of begun) connection.drop();
    expect(refused).toHaveLength(0);
  });

  it('of a type that nobody reads leave room for those of others', async () => {
    const headers = { 'content-type': 'text/plain', 'x-forwarded-for': '198.51.100.30' };
    const body = 'x'.repeat(15_000);
    for (let n = 0; n < 200; n += 1) {
      expect([400, 415]).toContain((await stage.api.call('POST', '/api/auth/verify', { body, headers })).status);
    }
    const signIn = { email: 'nobody@example.com', password: 'nobody knows it' };
    const from = { 'x-forwarded-for': '198.51.100.30' };
    expect((await stage.api.call('POST', '/api/auth/sign-in', { body: signIn, headers: from })).status).toBe(401);
  });

  it('that are only declared keep nobody from signing in', async () => {
    const declared = await Promise.all(
      Array.from({ length: 1_200 }, async (_, n) => {
        const connection = await RawConnection.open(stage.api.url);
        const from = `203.0.113.${n % 12}`;
        const headers = { 'content-type': 'application/json', 'content-length': '16384', 'x-forwarded-for': from };
        connection.head('POST', '/api/auth/sign-up', headers);
        return connection;
      }),
    );
    const body = { email: 'nobody@example.com', password: 'nobody knows it' };
    const headers = { 'x-forwarded-for': '198.51.100.20' };
    expect((await stage.api.call('POST', '/api/auth/sign-in', { body, headers })).status).toBe(401);
    for (const connection of declared) connection.drop();
  });

  it('that never end take no memory, whoever sends them', async () => {
    const before = await stage.processes.apis[0].memory();
    const half = Buffer.alloc(8 * MB, ' ');
    const open = await Promise.all(
      Array.from({ length: 40 }, async (_, n) => {
        const connection = await RawConnection.open(stage.api.url);
        connection.head('POST', '/api/batches', {
          'content-type': 'application/json',
          'content-length': String(16 * MB - 1),
          ...(n % 2 === 0 ? {} : { authorization: `Bearer ${attacker.key}` }),
        });
        connection.send(half);
        return connection;
      }),
    );
    await new Promise((wake) => setTimeout(wake, 3_000));
    const grown = (await stage.processes.apis[0].memory()) - before;
    for (const connection of open) connection.drop();
    expect(grown / MB).toBeLessThan(100);
  });
});
