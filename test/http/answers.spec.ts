import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

/** What holds for every answer, whatever was asked. */
describe('every answer', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', TRUSTED_PROXIES: 'loopback' } });
    account = await service.client.account();
  });
  afterAll(() => service.close());

  /** Sends bytes as they are and reads all that comes back. */
  async function raw(bytes: string): Promise<string> {
    const { port, hostname } = new URL(service.client.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(bytes);
    return text(socket);
  }

  it('carries a request id: the caller’s when it is one, else one of ours', async () => {
    const id = async (given?: string) =>
      (await account.get('/api/usage', given === undefined ? {} : { 'x-request-id': given })).headers.get(
        'x-request-id',
      );
    expect(await id('my-request.1')).toBe('my-request.1');
    expect(await id()).toMatch(/^req_/);
    for (const bad of ['', 'a b', 'x'.repeat(101), '"><script>']) expect(await id(bad)).toMatch(/^req_/);
  });

  it('has headers that keep browsers safe, and none that lets other origins read', async () => {
    for (const path of ['/api/usage', '/api/nothing', '/health/live', '/api/docs', '/api/%zz']) {
      const { headers } = await account.get(path, { origin: 'https://evil.example.com' });
      expect([path, headers.get('x-content-type-options')]).toEqual([path, path === '/api/%zz' ? null : 'nosniff']);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      if (path === '/api/%zz') continue;
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
    const tls = await startService({ environment: { ROLE: 'api', PUBLIC_URL: 'https://flux.example.com' } });
    const { headers } = await tls.client.call('GET', '/health/live');
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000');
    await tls.close();
  });

  it('does not open the API to other origins when a browser asks first', async () => {
    const headers = { origin: 'https://evil.example.com', 'access-control-request-method': 'POST' };
    const answer = await service.client.call<{ code: string }>('OPTIONS', '/api/keys', { headers });
    expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
    expect(answer.headers.get('access-control-allow-methods')).toBeNull();
  });

  it('has no body for HEAD, and the status of GET', async () => {
    const head = await service.client.call('HEAD', '/api/usage', { token: account.key });
    expect([head.status, head.body]).toEqual([200, '']);
    expect((await service.client.call('HEAD', '/api/usage')).status).toBe(401);
  });

  it.each([
    ['a URL that is none', '/api/batches/%zz', 400, 'invalid_request'],
    ['NUL in a URL', '/api/batches/a%00b', 400, 'invalid_request'],
    ['NUL in a query', '/api/batches?cursor=%00', 400, 'invalid_request'],
    ['bytes that are no text', '/api/batches/%C0%AF', 400, 'invalid_request'],
    ['an id that is longer than any', `/api/batches/${'a'.repeat(500)}`, 404, 'not_found'],
    ['an unknown route', '/api/nothing', 404, 'not_found'],
    ['a route of nobody', '/api', 404, 'not_found'],
    ['a query that is long', `/api/batches?cursor=${'a'.repeat(5_000)}`, 400, 'invalid_request'],
  ])('is in the documented shape for %s', async (_, path, status, code) => {
    const answer = await account.get<{ error: string; code: string }>(path);
    expect([answer.status, answer.body.code, typeof answer.body.error]).toEqual([status, code, 'string']);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  });

  it.each([
    ['what is no HTTP', 'HELLO\r\n\r\n', 400, 'invalid_request'],
    ['a head over 16 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`, 413, 'too_large'],
    [
      'two lengths',
      'POST /api/keys HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
      400,
      'invalid_request',
    ],
    ['no Host', 'GET /api/usage HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'invalid_request'],
    [
      'an expectation that nobody meets',
      'POST /api/keys HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: a-miracle\r\n\r\n',
      400,
      'invalid_request',
    ],
    ['CONNECT', 'CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'not_found'],
    ['TRACE', 'TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 404, 'not_found'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'invalid_request'],
  ])('is in the documented shape for %s', async (_, bytes, status, code) => {
    const [head = '', body = ''] = (await raw(bytes)).split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(JSON.parse(body)).toMatchObject({ code, error: expect.any(String) });
  });

  it('tells how much a body may have, by route', async () => {
    const large = JSON.stringify({ name: 'x'.repeat(300_000) });
    const answer = await account.post('/api/keys', large);
    expect(answer).toMatchObject({ status: 413, body: { code: 'too_large', limit: 262_144 } });
    expect((await account.post('/api/batches', large)).status).toBe(400);
  });

  it('counts attempts by the address that a trusted balancer names', async () => {
    const attempt = (from: string) =>
      service.client.call('POST', '/api/auth/password', {
        body: { token: 'x', newPassword: 'long enough it is' },
        headers: { 'x-forwarded-for': from },
      });
    for (let call = 0; call < 60; call += 1) expect((await attempt('203.0.113.1')).status).toBe(400);
    expect((await attempt('203.0.113.1')).status).toBe(429);
    expect((await attempt('203.0.113.2')).status).toBe(400);
  });
});
