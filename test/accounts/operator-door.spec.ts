import { WRONG_TOKENS } from '../../src/accounts/operator-door.service.js';
import { startRole } from '../support/role-process.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

describe('the operator’s door', () => {
  let service: Service;

  beforeAll(async () => {
    const environment = { ROLE: 'api', TRUSTED_PROXIES: 'loopback', METRICS_TOKEN: 'the-token-of-the-metrics' };
    service = await startService({ environment });
  });
  afterAll(() => service.close());

  const knock = async (token: string | undefined, from: string) => {
    const headers = { 'x-forwarded-for': from };
    return service.client.call<object>('GET', '/api/admin/audit', { token, headers });
  };

  it('refuses a network that guesses, and opens to the right token from everywhere', async () => {
    const guesses = [];
    for (let guess = 0; guess <= WRONG_TOKENS.limit; guess += 1) {
      // Whoever has one address of IPv6 has all of its network.
      guesses.push(await knock(`guess-${guess}`, `2001:db8:1:2::${guess.toString(16)}`));
    }
    const refusal = { error: 'Unauthorized', code: 'unauthorized' };
    expect(guesses.slice(0, -1).map(({ status, body }) => ({ status, body }))).toEqual(
      Array.from({ length: WRONG_TOKENS.limit }, () => ({ status: 401, body: refusal })),
    );
    const refused = await knock('one guess more', '2001:db8:1:2:ffff::1');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await knock('a first guess', '2001:db8:1:3::1')).status).toBe(401);
    // Or a stranger could keep the operator out: behind a balancer all may have one address.
    expect((await knock(service.settings.operators[0]?.token, '2001:db8:1:2::1')).status).toBe(200);
  });

  it('counts nobody who brings no token', async () => {
    for (let knocks = 0; knocks <= WRONG_TOKENS.limit; knocks += 1) {
      expect((await knock(undefined, '192.0.2.2')).status).toBe(401);
    }
    expect((await knock(service.settings.operators[0]?.token, '192.0.2.2')).status).toBe(200);
  });

  it('does not open the metrics where these have a token of their own', async () => {
    const scrape = async (token?: string) => (await service.client.call('GET', '/metrics', { token })).status;
    expect(await scrape(service.settings.operators[0]?.token)).toBe(401);
    expect(await scrape('the-token-of-the-metrics')).toBe(200);
  });

  it('notes who tried from where, and not with what', async () => {
    const environment = { ...service.environment, LOG_LEVEL: 'info', PORT: '0', TRUSTED_PROXIES: 'loopback' };
    const process = await startRole('api', environment);
    const address = await until(
      () => /http:\/\/127\.0\.0\.1:\d+/.exec(process.printed)?.[0],
      (found) => found !== undefined,
    );
    const headers = { authorization: 'Bearer a-wrong-token-for-the-log', 'x-forwarded-for': '192.0.2.77' };
    expect((await fetch(`${address}/api/admin/audit`, { headers })).status).toBe(401);
    await process.end('SIGTERM');
    expect(process.printed).toContain('A wrong token for /api/admin from 192.0.2.77');
    expect(process.printed).not.toContain('a-wrong-token-for-the-log');
  });
});
