import { makeBucket, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

interface Refusal {
  code: string;
  fields?: { path: string; message: string }[];
}

const MANY = Array.from({ length: 10_000 }, (_, index) => `${index}`);

describe('what the API refuses', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const paths = (body: Refusal) => body.fields?.map(({ path }) => path).sort();

  it.each([
    ['no key', undefined],
    ['another scheme', 'Basic abc'],
    ['a malformed key', 'Bearer flx_live_xyz'],
    ['an unknown key', `Bearer flx_live_${'0'.repeat(40)}`],
  ])('401 for %s, in Fluximage’s words', async (_, authorization) => {
    const answer = await service.client.call('GET', '/api/usage', { headers: authorization ? { authorization } : {} });
    expect([answer.status, answer.body]).toEqual([401, { error: 'Unauthorized', code: 'unauthorized' }]);
  });

  it('403 for a plan without API access', async () => {
    const starter = await service.client.account({ plan: 'starter' });
    const answer = await starter.get('/api/usage');
    expect(answer).toMatchObject({ status: 403, body: { code: 'plan_required', plan: 'starter', requires: 'api' } });
  });

  it('401 for the operator’s calls with anything but the operator’s token', async () => {
    for (const token of [account.key, 'wrong', undefined]) {
      expect((await service.client.call('GET', '/api/admin/audit', { token })).status).toBe(401);
    }
  });

  it('404 for unknown routes and for what belongs to another account', async () => {
    const other = await service.client.account();
    const batch = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    const routes = [
      '/api/nothing',
      `/api/batches/${batch.id}`,
      `/api/batches/${batch.id}/images`,
      `/api/batches/${batch.id}/report.csv`,
      `/api/batches/${batch.id}/report.jsonl`,
      `/api/connections/${bucket.connection}`,
    ];
    for (const path of routes)
      expect(await other.get(path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await other.delete(`/api/connections/${bucket.connection}`)).status).toBe(404);
    const stolen = await other.post('/api/batches', { source: { connection: bucket.connection, keys: ['a.jpg'] } });
    expect(stolen.status).toBe(404);
    const intoStolen = await account.post('/api/batches', {
      source: { connection: bucket.connection, keys: ['a.jpg'] },
      destination: { connection: 'con_of_somebody_else' },
    });
    expect(intoStolen.status).toBe(404);
  });

  it('409 for deleting a connection that a batch still uses', async () => {
    const used = await makeBucket(account);
    await account.submit({ source: { connection: used.connection, keys: ['a.jpg'] } });
    expect(await account.delete(`/api/connections/${used.connection}`)).toMatchObject({
      status: 409,
      body: { code: 'invalid_state' },
    });
    const idle = await makeBucket(account);
    expect((await account.delete(`/api/connections/${idle.connection}`)).status).toBe(204);
  });

  it('names all wrong fields of a batch at once, unknown ones included', async () => {
    const { status, body } = await account.post<Refusal>('/api/batches', {
      source: { connection: bucket.connection, prefix: 'a/', keys: ['b'], nonsense: true },
      compress: { format: 'gif', quality: 101, maxWidth: 0 },
      ai: { altText: 'yes', language: 'not a language' },
      destination: { key: 'out/{nope}.{ext}' },
      surprise: 1,
    });
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(paths(body)).toEqual(
      [
        'ai.altText',
        'ai.language',
        'compress.format',
        'compress.maxWidth',
        'compress.quality',
        'destination.key',
        'source',
        'source.nonsense',
        'surprise',
      ].sort(),
    );
  });

  it.each([101, 39, 82.5, 'automatic', null])('says what else a quality of %j could be', async (quality) => {
    const source = { connection: bucket.connection, prefix: 'a/' };
    const { status, body } = await account.post<Refusal>('/api/batches', { source, compress: { quality } });
    expect([status, body.fields]).toEqual([
      400,
      [{ path: 'compress.quality', message: 'expected a whole number from 40 to 100, or "auto"' }],
    ]);
  });

  it.each([
    ['both prefix and keys', { prefix: 'a/', keys: ['b'] }, 'source'],
    ['neither prefix nor keys', {}, 'source'],
    ['both prefix and manifest', { prefix: '', manifest: 'list.csv' }, 'source'],
    ['an empty manifest', { manifest: '' }, 'source.manifest'],
    ['10,001 keys', { keys: Array.from({ length: 10_001 }, (_, index) => `${index}`) }, 'source.keys'],
    ['no keys', { keys: [] }, 'source.keys'],
    ['an empty key', { keys: [''] }, 'source.keys.0'],
    ['a key of 1,025 bytes', { keys: ['é'.repeat(512) + 'a'] }, 'source.keys.0'],
    ['a key with NUL', { keys: ['a\0b'] }, 'source.keys.0'],
    ['a key that is no text', { keys: ['\ud800'] }, 'source.keys.0'],
    ['a glob of 17 wildcards', { prefix: '', include: ['*.jpg', `${'*a'.repeat(17)}b`] }, 'source.include.1'],
    ['10,000 keys and 51 characters of globs', { keys: MANY, include: ['a'.repeat(51)] }, 'source.include'],
    ['an empty glob', { prefix: '', exclude: ['', '*.jpg'] }, 'source.exclude.0'],
    ['a glob of 101 characters', { prefix: '', exclude: ['a'.repeat(101)] }, 'source.exclude.0'],
    ['a glob that looks ahead', { prefix: '', exclude: ['(?=a)b'] }, 'source.exclude.0'],
  ])('400 for %s', async (_, source, path) => {
    const { status, body } = await account.post<Refusal>('/api/batches', {
      source: { connection: bucket.connection, ...source },
    });
    expect([status, paths(body)]).toEqual([400, [path]]);
  });

  it.each(['no-store\u00e4', 'max-age=\u{1f600}', ' no-cache', 'no-cache ', 'a\r\nb: c', 'a\tb', ''])(
    '400 for what can be no header: %j',
    async (cacheControl) => {
      const destination = { cacheControl };
      const source = { connection: bucket.connection, keys: ['a.jpg'] };
      const refused = await account.post<Refusal>('/api/batches', { source, destination });
      expect([refused.status, paths(refused.body)]).toEqual([400, ['destination.cacheControl']]);
      const request = { ...bucket.connectionRequest, accessKeyId: cacheControl };
      const connection = await account.post<Refusal>('/api/connections', request);
      expect([connection.status, paths(connection.body)]).toEqual([400, ['accessKeyId']]);
    },
  );

  it('answers at once, whatever a glob and a key have in common', async () => {
    const keys = [`${'a'.repeat(1_000)}c`, 'b'];
    const source = { connection: bucket.connection, keys, include: [`${'*a'.repeat(16)}b`, 'b'] };
    const began = performance.now();
    expect(await account.post('/api/batches', { source })).toMatchObject({
      status: 202,
      body: { images: { total: 1 } },
    });
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it.each([
    ['{', 'application/json'],
    ['', 'application/json'],
    ['[]', 'application/json'],
    ['null', 'application/json'],
    ['{"__proto__":{"admin":true}}', 'application/json'],
    ['<a/>', 'text/xml'],
  ])('400 for the body %p as %s', async (body, type) => {
    const answer = await account.post<Refusal>('/api/batches', body, { 'content-type': type });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
  });

  it('413 for a body over the limit, naming it', async () => {
    const answer = await account.post('/api/batches', `"${'x'.repeat(17 * 1024 * 1024)}"`);
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large', limit: 16 * 1024 * 1024 } });
  });

  it('400 for a page, an anchor, a top-up or a plan that makes no sense', async () => {
    expect(paths((await account.get<Refusal>('/api/batches?limit=201')).body)).toEqual(['limit']);
    expect(paths((await account.get<Refusal>('/api/batches?color=red')).body)).toEqual(['color']);
    const soon = new Date(Date.now() + 60_000).toISOString();
    const make = { name: 'n', email: 'not an address', plan: 'gold', anchor: soon };
    const refused = await service.client.admin<Refusal>('POST', '/accounts', make);
    expect(paths(refused.body)).toEqual(['anchor', 'email', 'plan']);
    for (const credits of [0, -1, 1.5, 1e15, '5']) {
      const answer = await service.client.admin<Refusal>('POST', `/accounts/${account.id}/topups`, {
        credits,
        reference: 'r',
      });
      expect([answer.status, paths(answer.body)]).toEqual([400, ['credits']]);
    }
  });

  it('422 for a connection that can’t do what is asked', async () => {
    const request = bucket.connectionRequest;
    const missing = await account.post('/api/connections', { ...request, bucket: 'there-is-no-such-bucket' });
    expect(missing).toMatchObject({ status: 422, body: { code: 'storage_not_found' } });
    const denied = await account.post('/api/connections', { ...request, accessKeyId: 'WRONG' });
    expect(denied).toMatchObject({
      status: 422,
      body: { code: 'storage_denied', error: expect.stringMatching(/^The storage refused access: it does not accept/) },
    });
    const away = await account.post('/api/connections', { ...request, endpoint: 'http://127.0.0.1:1' });
    expect(away).toMatchObject({ status: 422, body: { error: 'The storage could not be reached' } });
  });

  it('never shows a connection’s secret again', async () => {
    const { body } = await account.get<object>(`/api/connections/${bucket.connection}`);
    expect(JSON.stringify(body)).not.toContain('secret');
    const { rows } = await service.sql.pool.query('SELECT sealed_secret FROM connections LIMIT 1');
    expect(rows[0].sealed_secret).not.toContain(bucket.connectionRequest.secretAccessKey);
  });

  it('503 for AI on a server without it, and 403 on a plan without it', async () => {
    const withoutAi = await startService({
      environment: { ROLE: 'api', OPENAI_API_KEY: '' },
      plans: { plans: { free: { features: ['api'] } } },
    });
    const agency = await withoutAi.client.account();
    const connected = await makeBucket(agency);
    const body = { source: { connection: connected.connection, keys: ['a.jpg'] }, ai: { altText: true } };
    expect(await agency.post('/api/batches', body)).toMatchObject({ status: 503, body: { code: 'ai_not_configured' } });
    const free = await withoutAi.client.account({ plan: 'free' });
    const refused = await free.post('/api/batches', body);
    expect(refused).toMatchObject({ status: 403, body: { code: 'plan_required', plan: 'free', requires: 'ai' } });
    await withoutAi.close();
  });

  it('serves its description and its health', async () => {
    const { body } = await service.client.call<{ openapi: string; paths: object }>('GET', '/api/openapi.json');
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths)).toContain('/api/batches/{id}/images');
    expect((await service.client.call('GET', '/health/live')).status).toBe(200);
    const ready = await service.client.call('GET', '/health/ready');
    expect(ready.body).toEqual({ status: 'ok', checks: { database: 'ok', redis: 'ok', storage: 'ok' } });
  });

  it('answers 304 to a poller who has the newest answer', async () => {
    const first = await account.get('/api/usage');
    const etag = first.headers.get('etag') ?? '';
    expect((await account.get('/api/usage', { 'if-none-match': etag })).status).toBe(304);
  });
});
