import { PACE } from '../../src/accounts/people/sign-in-pace.service.js';
import { guess } from '../support/guess.js';
import { makePerson, PASSWORD } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

describe('turns to sign in', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', TRUSTED_PROXIES: '127.0.0.1' } });
  });
  beforeEach(() => service.flushRedis());
  afterAll(() => service.close());

  /** The owner tries on an unknown device while a stranger does from so many networks. */
  async function ownerAmong(size: number, address: (n: number) => string, tries: number): Promise<number> {
    const person = await makePerson(service);
    const hammer = { on: true };
    const hammering = async (n: number) => {
      while (hammer.on) {
        if ((await guess(service, person.email, address(n))) === 429) await new Promise((go) => setTimeout(go, 100));
      }
    };
    const guessing = Promise.all(Array.from({ length: size }, (_, n) => hammering(n)));
    while ((await guess(service, person.email, address(0))) !== 429);
    let status = 429;
    for (; status === 429 && tries > 0; tries -= 1) status = await guess(service, person.email, '192.0.2.1', PASSWORD);
    hammer.on = false;
    await guessing;
    return status;
  }

  it('does not keep its owner out on an unknown device while one stranger hammers', async () => {
    expect(await ownerAmong(5, () => '203.0.113.66', 6)).toBe(200);
  }, 150_000);

  it('does not keep them out either while a stranger hammers from 80 networks side by side', async () => {
    const { seconds } = PACE.slowly;
    // Twenty turns while the owner waits once.
    PACE.slowly.seconds = 1;
    const status = await ownerAmong(80, (n) => `2001:db8:1:${n.toString(16)}::1`, 1);
    PACE.slowly.seconds = seconds;
    expect(status).toBe(200);
  });
});
