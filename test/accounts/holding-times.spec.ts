import { Passkey } from '../support/passkey.js';
import { letPass } from '../support/passing-time.js';
import { mailTo, makePerson, type Person, signUpToken, someAddress, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** What a busy machine takes for the calls in between. */
const SOON = 30;

interface Challenge {
  options: { challenge: string };
}

/** How long things hold that are begun now and finished later; docs/security.md promises each. */
describe('what is given for a while', () => {
  let service: Service;
  let person: Person;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
  });
  afterAll(() => service.close());

  /** The first is finished just before its time is over, the second just after it. */
  async function expectToHold<T>(seconds: number, begin: () => Promise<T>, finish: (begun: T) => Promise<number>) {
    const first = await begin();
    await letPass(service, seconds - SOON);
    expect(await finish(first)).toBeLessThan(300);
    const second = await begin();
    await letPass(service, seconds + 1);
    expect(await finish(second)).toBeGreaterThanOrEqual(400);
  }

  it('is a day for the link of a sign-up', async () => {
    const begin = () => signUpToken(service, someAddress());
    await expectToHold(DAY, begin, async (token) => {
      const body = { token, name: 'Ada', newPassword: 'correct horse battery' };
      return (await person.call('POST', '/api/auth/verify', body)).status;
    });
  });

  it('is an hour for the link of a new password, asked for or sent after a reset by the operator', async () => {
    const choose = async (token: string) =>
      (await person.call('POST', '/api/auth/password', { token, newPassword: 'another horse battery' })).status;
    const ask = async () => {
      const { email } = await makePerson(service);
      await person.call('POST', '/api/auth/password-reset', { email });
      return tokenIn(await mailTo(service, email, 'Choose a new password for Fluxbatch'));
    };
    await expectToHold(HOUR, ask, choose);
    const reset = async () => {
      const { email } = await makePerson(service);
      await service.client.admin('POST', '/people/reset-sign-in', { email });
      return tokenIn(await mailTo(service, email, 'Your sign-in to Fluxbatch was reset'));
    };
    await expectToHold(HOUR, reset, choose);
  });

  it('is fourteen days for an invitation', async () => {
    const begin = async () => {
      const invited = await makePerson(service);
      const { status } = await person.call('POST', '/api/account/members', { email: invited.email });
      expect(status).toBe(201);
      return invited;
    };
    await expectToHold(14 * DAY, begin, async (invited) => {
      const mail = await mailTo(service, invited.email, 'You are invited to an account on Fluxbatch');
      expect(mail).toContain('open this link within 14 days:');
      return (await invited.call('POST', '/api/account/invitations/accept', { token: tokenIn(mail) })).status;
    });
  });

  it.each(['sign-in', 'confirm'])('is five minutes for the challenge of a passkey: %s', async (purpose) => {
    const passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(person)).toBe(201);
    const path = `/api/auth/passkeys/${purpose}`;
    const begin = async () => (await person.call<Challenge>('POST', `${path}/options`)).body;
    await expectToHold(5 * MINUTE, begin, async (begun) => {
      return (await person.call('POST', path, { response: passkey.answer(begun) })).status;
    });
  });

  it('is five minutes for the challenge of a new passkey', async () => {
    const add = async (seconds: number) => {
      const passkey = new Passkey(service.settings.publicUrl);
      return passkey.register(person, () => letPass(service, seconds));
    };
    expect(await add(5 * MINUTE - SOON)).toBe(201);
    expect(await add(5 * MINUTE + 1)).toBe(400);
  });
});
