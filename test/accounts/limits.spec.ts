import { sha256 } from '../../src/common/crypto.js';
import { RateLimiterService } from '../../src/limits/rate-limiter.service.js';
import { makePerson } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const NEW_KEY = `flx_live_${'a'.repeat(40)}`;

describe('limits of calls', () => {
  let service: Service;

  beforeAll(async () => {
    const plans = { agency: { requestsPerMinute: 20 }, free: { requestsPerMinute: 10_000 } };
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans } });
  });
  afterAll(() => service.close());

  it('hold for all keys of an account by its plan, are told with every answer, and say when to come back', async () => {
    const account = await service.client.account();
    const answers = await Promise.all(Array.from({ length: 30 }, () => account.get('/api/usage')));
    const counted = answers.filter(({ status }) => status === 200);
    expect(counted.length).toBe(20);
    const left = counted.map(({ headers }) => Number(headers.get('ratelimit-remaining')));
    expect(left.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body).toMatchObject({ code: 'rate_limited', limit: 20 });
    expect(refused?.headers.get('ratelimit-limit')).toBe('20');
    expect(refused?.headers.get('ratelimit-remaining')).toBe('0');
    const wait = Number(refused?.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(66);
    expect(refused?.headers.get('ratelimit-reset')).toBe(String(wait));
    // A new key is no new limit, and a rolled one neither; people of the account can still see to it.
    const { rows } = await service.sql.pool.query(
      `INSERT INTO api_keys (id, account_id, name, hash, masked) VALUES ('key_new', $1, 'new', $2, 'x') RETURNING id`,
      [account.id, sha256(NEW_KEY)],
    );
    expect(rows.length).toBe(1);
    const renewed = await service.client.call('GET', '/api/usage', { token: NEW_KEY });
    expect(renewed).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    // Another account is counted by itself.
    const second = await service.client.account();
    expect((await second.get('/api/usage')).headers.get('ratelimit-remaining')).toBe('19');
  });

  it('follow a plan that is changed, from the next call but one', async () => {
    const account = await service.client.account();
    await account.get('/api/usage');
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'free' });
    await account.get('/api/usage');
    const person = await makePerson(service);
    expect((await person.call('GET', '/api/usage')).headers.get('ratelimit-limit')).toBe('10000');
  });

  it('slide: no minute holds more than the limit, wherever it begins', async () => {
    const limiter = service.app.get(RateLimiterService, { strict: false });
    const rate = { limit: 10, seconds: 1 };
    // When Redis counted a call is known to lie between these two.
    const allowed: { before: number; after: number }[] = [];
    while (allowed.length < 35) {
      const before = Date.now();
      const verdict = await limiter.take('sliding', rate);
      if (verdict?.allowed) allowed.push({ before, after: Date.now() });
      else expect(verdict?.reset).toBeLessThanOrEqual(2);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const spans = allowed.slice(10).map(({ after }, index) => after - allowed[index]!.before);
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(1_000);
  });

  it('hold nobody up while Redis is away', async () => {
    const away = await startService({
      environment: { ROLE: 'api' },
      plans: { plans: { agency: { requestsPerMinute: 1 } } },
    });
    const account = await away.client.account();
    expect((await account.get('/api/usage')).status).toBe(200);
    expect((await account.get('/api/usage')).status).toBe(429);
    const limiter = away.app.get(RateLimiterService, { strict: false });
    limiter.onApplicationShutdown();
    // One that waited for Redis would wait for ever.
    for (let call = 0; call < 5; call += 1) {
      const answer = await account.get('/api/usage');
      expect([answer.status, answer.headers.get('ratelimit-limit')]).toEqual([200, null]);
    }
    await away.close();
  });
});
