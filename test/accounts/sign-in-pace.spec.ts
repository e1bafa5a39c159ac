import { PACE } from '../../src/accounts/people/sign-in-pace.service.js';
import { RateLimiterService } from '../../src/limits/rate-limiter.service.js';
import { guess } from '../support/guess.js';
import { makePerson, PASSWORD, someAddress } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

describe('guessing a password', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', TRUSTED_PROXIES: '127.0.0.1' } });
  });
  beforeEach(() => service.flushRedis());
  afterAll(() => service.close());

  const tryAs = (email: string, address: string, password?: string) => guess(service, email, address, password);
  /** Each from a network of its own. */
  const crowd = (email: string, size: number, block = 0): Promise<number[]> =>
    Promise.all(Array.from({ length: size }, (_, n) => tryAs(email, `10.${block}.${n >> 8}.${n & 255}`)));
  const looked = (statuses: number[]) => statuses.filter((status) => status === 401).length;

  it('has a bound by however many it is tried: ten at once, then one every ten seconds', async () => {
    const email = someAddress();
    const began = Date.now();
    const statuses = await crowd(email, 60);
    const seconds = (Date.now() - began) / 1_000;
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    // All had an answer within the time that one waits at most.
    expect(seconds).toBeLessThan(25);
    const most = PACE.atOnce.limit + Math.floor(seconds / PACE.slowly.seconds) + 1;
    expect(looked(statuses)).toBeGreaterThan(PACE.atOnce.limit);
    expect(looked(statuses)).toBeLessThanOrEqual(most);
    // What the documentation says: nobody gets more in a day.
    const perQuarter = PACE.atOnce.limit + (15 * 60) / PACE.slowly.seconds;
    expect([perQuarter, perQuarter * 4 * 24]).toEqual([100, 9_600]);
  });

  it('does not slow down its owner on a device they are known on, nor anybody else', async () => {
    const person = await makePerson(service);
    const other = await makePerson(service);
    const guessing = crowd(person.email, 40);
    const began = Date.now();
    for (let n = 0; n < 3; n += 1) expect((await person.signIn()).status).toBe(200);
    expect(await tryAs(other.email, '192.0.2.1', PASSWORD)).toBe(200);
    expect(Date.now() - began).toBeLessThan(8_000);
    await guessing;
  });

  it('has an end for one network, whatever addresses it tries and wherever in it it stands', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 70; n += 1) {
      const email = someAddress();
      statuses.push(await tryAs(email, `2001:db8:1:2::${n.toString(16)}`));
    }
    expect(looked(statuses)).toBe(PACE.network.limit);
    expect(await tryAs(someAddress(), '2001:db8:1:3::1')).toBe(401);
  });

  it('has an end for all networks of a neighbourhood together', async () => {
    const limiter = service.app.get(RateLimiterService, { strict: false });
    for (let n = 0; n < PACE.neighbourhood.limit - 1; n += 1) {
      await limiter.takeAlways('sign-in:neighbourhood:2001:db8:9::/48', PACE.neighbourhood);
    }
    expect(await tryAs(someAddress(), '2001:db8:9:1::1')).toBe(401);
    expect(await tryAs(someAddress(), '2001:db8:9:2::1')).toBe(429);
    expect(await tryAs(someAddress(), '2001:db8:8:2::1')).toBe(401);
  });

  it('from a device that is known has a bound of its own', async () => {
    const person = await makePerson(service);
    const again = async () => (await person.signIn('a wrong guess')).status;
    // Ten as a known device, and ten as anybody.
    for (let n = 0; n < 20; n += 1) expect(await again()).toBe(401);
    const more = await Promise.all([again(), again(), again()]);
    expect(looked(more)).toBeLessThanOrEqual(1);
  });

  it('has a bound while Redis is away', async () => {
    const away = await startService({ environment: { ROLE: 'api' } });
    away.app.get(RateLimiterService, { strict: false }).onApplicationShutdown();
    const email = someAddress();
    const anybody = () => away.client.call('POST', '/api/auth/sign-in', { body: { email, password: 'a wrong guess' } });
    const answers = await Promise.all(Array.from({ length: 30 }, anybody));
    expect(looked(answers.map(({ status }) => status))).toBeLessThanOrEqual(PACE.atOnce.limit + 3);
    await away.close();
  });
});
