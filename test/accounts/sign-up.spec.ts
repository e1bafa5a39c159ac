import { createEmailVerificationToken } from 'better-auth/api';
import { hashPassword } from 'better-auth/crypto';
import { derivedSecret } from '../../src/common/crypto.js';
import { kept, mailTo, makePerson, PASSWORD, Person, signUpToken, someAddress, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const OLD_PASSWORD = 'chosen by a stranger';

describe('signing up', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(() => service.flushRedis());
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const finish = (token: string, newPassword = PASSWORD, name = 'Ada') =>
    service.client.call<{ fields?: { path: string; message: string }[] }>('POST', '/api/auth/verify', {
      body: { token, name, newPassword },
    });

  /** Somebody who signed up before name and password were chosen behind the link, and never opened it. */
  async function unproved(): Promise<{ email: string; id: string }> {
    const [email, id] = [someAddress(), `per_${someAddress().slice(7, 19)}`];
    await service.sql.pool.query(`INSERT INTO people (id, name, email) VALUES ($1, 'Mallory', $2)`, [id, email]);
    await service.sql.pool.query(
      `INSERT INTO credentials (id, person_id, provider_id, provider_account_id, password)
       VALUES ('ver_' || $1, $1, 'credential', $1, $2)`,
      [id, await hashPassword(OLD_PASSWORD)],
    );
    return { email, id };
  }

  it('leaves nothing behind that a stranger could use later: all is chosen behind the link', async () => {
    const email = someAddress();
    const mallory = new Person(service, email);
    for (const body of [
      { email, password: OLD_PASSWORD },
      { email, name: 'Mallory', password: OLD_PASSWORD },
    ]) {
      expect((await mallory.call('POST', '/api/auth/sign-up', body)).status).toBe(400);
    }
    await signUpToken(service, email);
    const { rows } = await service.sql.pool.query('SELECT id FROM people WHERE email = $1', [email]);
    expect(rows).toEqual([]);
    const owner = await makePerson(service, email);
    expect((await mallory.signIn(OLD_PASSWORD)).status).toBe(401);
    expect((await owner.account()).role).toBe('owner');
  });

  it('works once for each address, whichever link is opened first', async () => {
    const email = someAddress();
    const first = await signUpToken(service, email);
    await new Person(service, email).call('POST', '/api/auth/verification-mail', { email });
    const mails = await kept(service, email, 2);
    const second = mails.map(tokenIn).find((token) => token !== first) ?? '';
    const answers = await Promise.all([finish(first), finish(second), finish(second), finish(first)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400, 400]);
    for (const token of [first, second]) {
      expect(await finish(token, 'yet another one')).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'token' }] },
      });
    }
    expect((await new Person(service, email).signIn()).status).toBe(200);
  });

  it('is no way in with a password from before the address was proved', async () => {
    const { email, id } = await unproved();
    const mallory = new Person(service, email);
    expect((await mallory.signIn(OLD_PASSWORD)).status).toBe(401);
    // Its mailbox is led to the sign-up, whichever way is tried.
    await mallory.call('POST', '/api/auth/password-reset', { email });
    const token = tokenIn(await mailTo(service, email, 'Finish signing up for Fluxbatch'));
    expect((await finish(token)).status).toBe(204);
    expect((await mallory.signIn(OLD_PASSWORD)).status).toBe(401);
    const owner = new Person(service, email);
    expect(await owner.signIn()).toMatchObject({ status: 200, body: { person: { id, name: 'Ada' } } });
  });

  it('takes no link of the kind that was sent before', async () => {
    const { email, id } = await unproved();
    const secret = derivedSecret(service.settings.encryptionKey, 'sessions');
    const old = await createEmailVerificationToken(secret, email, undefined, 3_600, { userId: id });
    const link = await fetch(`${service.client.url}/api/auth/verify?token=${old}`, { redirect: 'manual' });
    expect([link.status, link.headers.get('location')]).toEqual([302, '/sign-up?earlier=true']);
    expect((await finish(old)).status).toBe(400);
    const { rows } = await service.sql.pool.query('SELECT email_verified FROM people WHERE id = $1', [id]);
    expect(rows).toEqual([{ email_verified: false }]);
  });

  it('sends the link again to who has begun, and nothing to anybody else', async () => {
    const [begun, stranger] = [someAddress(), someAddress()];
    await signUpToken(service, begun);
    const known = await makePerson(service);
    for (const email of [stranger, known.email, begun]) {
      const answer = await known.call('POST', '/api/auth/verification-mail', { email });
      expect(answer).toMatchObject({ status: 202, body: { email } });
    }
    expect((await kept(service, begun, 2)).length).toBe(2);
    expect(await kept(service, stranger, 0)).toEqual([]);
    expect((await kept(service, known.email, 1)).length).toBe(1);
  });

  it('refuses passwords that are guessed first, and says why', async () => {
    const email = 'grace.hopper@navy.example';
    const token = await signUpToken(service, email);
    const reasons: [string, RegExp][] = [
      ['1234567890', /leak most often/],
      ['P@ssw0rd123!', /leaked elsewhere/],
      ['qwerty123456', /leaked elsewhere/],
      ['iloveyou2020', /leaked elsewhere/],
      ['aaaaaaaaaaaaaaa', /pattern/],
      ['abcdefghijklm', /pattern/],
      [email, /your name, your e-mail address/],
      ['gracehopper', /your name, your e-mail address/],
      ['Hopper1906', /your name, your e-mail address/],
      ['Fluxbatch2026', /name of the service/],
      ['too short', /10 characters/],
    ];
    for (const [password, reason] of reasons) {
      const { status, body } = await finish(token, password, 'Grace Hopper');
      expect([password, status, body.fields?.[0]?.path]).toEqual([password, 400, 'newPassword']);
      expect([password, body.fields?.[0]?.message]).toEqual([password, expect.stringMatching(reason)]);
    }
    // A refusal uses up nothing.
    expect((await finish(token, 'a nanosecond of wire')).status).toBe(204);
    const person = new Person(service, email);
    await person.signIn('a nanosecond of wire');
    const change = { currentPassword: 'a nanosecond of wire', newPassword: 'password12' };
    expect((await person.call('POST', '/api/auth/change-password', change)).status).toBe(400);
    await person.call('POST', '/api/auth/password-reset', { email });
    const reset = {
      token: tokenIn(await mailTo(service, email, 'Choose a new password for Fluxbatch')),
      newPassword: 'password12',
    };
    expect((await person.call('POST', '/api/auth/password', reset)).status).toBe(400);
  });
});
