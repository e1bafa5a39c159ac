import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const MEGABYTE = 1024 * 1024;

interface Refusal {
  code: string;
  fields?: { path: string; message: string }[];
  moreFields?: number;
}

/** What stands between a body and the one thread that all requests share. */
describe('a body', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });
  afterAll(() => service.close());

  /** A request that goes on as long as the test wants. */
  async function begin(path: string, length: number | 'chunked', key?: string, more = '', type = 'application/json') {
    const { port, hostname } = new URL(service.client.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    let said = '';
    let ended = false;
    socket.on('data', (bytes) => (said += bytes.toString()));
    socket.on('close', () => (ended = true));
    socket.on('error', () => {});
    await once(socket, 'connect');
    const size = length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`;
    const authorization = key ? `Authorization: Bearer ${key}\r\n` : '';
    socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\n${authorization}Content-Type: ${type}\r\n${size}\r\n${more}\r\n`);
    const heard = async (seconds = 5) => {
      for (let waited = 0; waited < seconds * 50; waited += 1) {
        if (ended || said.includes('\r\n\r\n')) break;
        await sleep(20);
      }
      const [head = '', body = ''] = said.split('\r\n\r\n');
      return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1]), body };
    };
    return { socket, heard, isOpen: () => !ended, said: () => said };
  }

  it.each([
    ['an account’s route', '/api/batches'],
    ['the operator’s', '/api/admin/accounts'],
    ['an upload', '/api/compress'],
  ])('is not waited for from a stranger at %s', async (_, path) => {
    for (const length of [15 * MEGABYTE, 'chunked'] as const) {
      const { heard } = await begin(path, length);
      const { status, body } = await heard();
      expect(status).toBe(401);
      expect(body).toContain('{"error":"Unauthorized","code":"unauthorized"}');
    }
  });

  describe('whose sender waits to be asked for it', () => {
    const EXPECT = 'Expect: 100-continue\r\n';
    const FORM = 'multipart/form-data; boundary=x';

    it.each([
      ['a stranger’s', 401, '/api/batches', 1_000, () => undefined, 'application/json'],
      ['a stranger’s form', 401, '/api/compress', 1_000, () => undefined, FORM],
      ['a large one', 413, '/api/batches', 20 * MEGABYTE, () => account.key, 'application/json'],
      ['a stranger’s large one', 413, '/api/auth/sign-in', 20_000, () => undefined, 'application/json'],
      ['a large form', 413, '/api/compress', 500 * MEGABYTE, () => account.key, FORM],
      ['another type', 400, '/api/batches', 1_000, () => account.key, 'text/plain'],
    ])('is refused unasked: %s', async (_, status, path, length, key, type) => {
      const { socket, heard, said, isOpen } = await begin(path, length, key(), EXPECT, type);
      expect(await heard()).toMatchObject({ status, body: expect.stringContaining('"code":') });
      // A sender that was not asked sends no body, so nothing else can come on this connection.
      if (isOpen()) await once(socket, 'close');
      expect(said()).toMatch(/\r\nconnection: close\r\n/i);
      expect(said()).not.toContain('100 Continue');
    });

    it.each([
      ['JSON', '/api/batches', 'application/json', '{}'],
      ['a form', '/api/compress', FORM, '--x--\r\n'],
      ['a body of no route', '/api/nothing', 'application/json', '{}'],
    ])('is asked for: %s', async (_, path, type, body) => {
      const { socket, heard, said } = await begin(path, body.length, account.key, EXPECT, type);
      expect(await heard()).toEqual({ status: 100, body: '' });
      socket.write(body);
      await until(said, (text) => /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 40[04] /.test(text));
    });
  });

  it('is not waited for when the route takes none of that size', async () => {
    for (const [path, limit] of [
      ['/api/auth/sign-in', 16 * 1024],
      ['/api/auth/sign-up', 16 * 1024],
    ] as const) {
      const answer = await service.client.call('POST', path, { body: `"${'x'.repeat(limit)}"` });
      expect(answer).toMatchObject({ status: 413, body: { code: 'too_large', limit } });
    }
  });

  it.each([
    ['lists in lists', () => '['.repeat(16 * MEGABYTE - 1)],
    ['small objects', () => `[${'{},'.repeat(5_000_000)}{}]`],
    ['small numbers', () => `[${'1,'.repeat(8_000_000)}1]`],
    ['fields', () => `{${Array.from({ length: 500_000 }, (_, index) => `"field-${index}":1`).join(',')}}`],
  ])('of millions of %s is refused at once', async (_, make) => {
    const body = make();
    const began = performance.now();
    const answer = await account.post<Refusal>('/api/batches', body);
    expect([answer.status, answer.body.fields?.[0]?.path]).toEqual([400, 'body']);
    expect(answer.body.fields?.[0]?.message).toMatch(/^expected at most/);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it('with 10,000 keys of 1,024 bytes is no such body', async () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `${index}/`.padEnd(1_020, 'x') + '.jpg');
    const source = { connection: bucket.connection, keys };
    expect(await account.post('/api/batches', { source, dryRun: true })).toMatchObject({ status: 202 });
  });

  it('gets no refusal that is longer than it need be', async () => {
    const surprises = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`${index}`.padEnd(90, 'ä'), 1]));
    const wide = await account.post<Refusal>('/api/batches', surprises);
    expect([wide.status, wide.body.fields?.length, wide.body.moreFields]).toEqual([400, 20, 1_981]);
    const long = await account.post<Refusal>('/api/batches', { ['x'.repeat(5 * MEGABYTE)]: 1 });
    expect(JSON.stringify(long.body).length).toBeLessThan(64_000);
    const keys = Array.from({ length: 10_000 }, () => '');
    const empty = await account.post<Refusal>('/api/batches', { source: { connection: 'c', keys } });
    expect([empty.status, empty.body.fields?.length, empty.body.moreFields]).toEqual([400, 20, 9_980]);
  });

  it('of another kind than JSON is not parsed', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const answer = await account.post<Refusal>('/api/keys', 'a=1&b=2', { 'content-type': type });
      expect([type, answer.status, answer.body.code]).toEqual([type, 400, 'invalid_request']);
    }
  });

  it('that is not whole takes no more than its sender’s share, and leaves the others theirs', async () => {
    const held = await Promise.all([1, 2, 3, 4].map(() => begin('/api/batches', 16 * MEGABYTE, account.key)));
    for (const { socket } of held) socket.write(Buffer.alloc(6 * MEGABYTE, ' '));
    const answers = [];
    for (let waited = 0; waited < 250 && answers.length < 2; waited += 1) {
      await sleep(20);
      answers.splice(0, Infinity);
      for (const { heard } of held) {
        const answer = await heard(0);
        if (answer.status === 503) answers.push(answer);
      }
    }
    expect(answers.map(({ body }) => body)).toEqual([expect.stringContaining('busy'), expect.stringContaining('busy')]);
    const other = await service.client.account();
    const large = { source: { connection: 'c', keys: [] }, metadata: { text: 'x'.repeat(5 * MEGABYTE) } };
    expect((await other.post('/api/batches', large)).status).toBe(400);
    for (const { socket } of held) socket.destroy();
    for (let tries = 0; tries < 50; tries += 1) {
      await sleep(50);
      if ((await account.post('/api/batches', large)).status === 400) return;
    }
    throw new Error('The share was not given back');
  });

  it('of some accounts that fill all there is for unfinished ones gives way to those of others', async () => {
    const accounts = await Promise.all([1, 2, 3, 4].map(() => service.client.account()));
    const held = [];
    for (const { key } of accounts) {
      for (const bytes of [16 * MEGABYTE - 1, MEGABYTE]) {
        const body = await begin('/api/batches', 16 * MEGABYTE, key);
        await new Promise((written) => body.socket.write(Buffer.alloc(bytes, ' '), written));
        held.push(body);
      }
    }
    await sleep(500);
    const other = await service.client.account();
    expect(await other.post('/api/keys', { name: 'small' })).toMatchObject({ status: 201 });
    const answers = await Promise.all(held.map(({ heard }) => heard(0.5)));
    expect(answers.map(({ status }) => status).filter((status) => status === 503)).toHaveLength(1);
    const large = { source: { connection: 'c', keys: [] }, metadata: { text: 'x'.repeat(15 * MEGABYTE) } };
    expect((await other.post('/api/batches', large)).status).toBe(400);
  });

  it('that drips is cut off, after a refusal too; one that comes steadily is taken', async () => {
    const drip = async (length: number, key: string | undefined, bytes: number) => {
      const { socket, heard, isOpen } = await begin('/api/batches', length, key);
      for (let second = 0; second < 16 && isOpen(); second += 1) {
        if (isOpen()) socket.write(Buffer.alloc(bytes, ' '));
        await sleep(1_000);
      }
      return { ...(await heard(0)), cut: !isOpen() };
    };
    const [dripping, refused, steady] = await Promise.all([
      drip(MEGABYTE, account.key, 1),
      drip(MEGABYTE, undefined, 1),
      drip(15 * 40_000, account.key, 40_000),
    ]);
    expect(dripping).toMatchObject({ status: 400, cut: true, body: expect.stringContaining('kB a second') });
    expect(refused).toMatchObject({ status: 401, cut: true });
    expect(steady).toMatchObject({ status: 400, body: expect.stringContaining('expected well-formed JSON') });
  }, 40_000);
});
