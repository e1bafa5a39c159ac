import pg from 'pg';
import { mailTo, makePerson, PASSWORD, Person, signUpToken, someAddress, tokenIn } from '../support/person.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { startService, type Service } from '../support/service.js';

describe('people', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('sign up, prove their address, sign in, and have an account of their own with a balance', async () => {
    const person = await makePerson(service);
    const account = await person.account();
    expect(account).toMatchObject({ plan: 'free', role: 'owner', accounts: [{ id: account.id, role: 'owner' }] });
    // The plan has no `api`: that is for keys, and a session may use all of the API.
    const usage = await person.call('GET', '/api/usage');
    expect(usage).toMatchObject({ status: 200, body: { plan: 'free', compressor_limit: 20, compressor_used: 0 } });
    const key = await person.call<{ key: string }>('POST', '/api/keys', { name: 'mine' });
    expect(key.status).toBe(201);
    const byKey = await service.client.call('GET', '/api/usage', { token: key.body.key });
    expect(byKey).toMatchObject({ status: 403, body: { code: 'plan_required', requires: 'api' } });
  });

  it('have a cookie that no script and no other site gets', async () => {
    const person = await makePerson(service);
    const answer = await person.signIn();
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^fluxbatch\.session_token=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(JSON.stringify(answer.body)).not.toContain('token');
    const https = await startService({ environment: { ROLE: 'api', PUBLIC_URL: 'https://flux.example.com' } });
    const elsewhere = await makePerson(https);
    expect((await elsewhere.signIn()).headers.getSetCookie()[0]).toMatch(/^__Secure-fluxbatch\.[^;]+;.* Secure;/);
    await https.close();
  });

  it('cannot sign in before their address is proved, nor with a wrong password', async () => {
    const email = someAddress();
    const person = new Person(service, email);
    const token = await signUpToken(service, email);
    expect(await person.signIn()).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    const bad = { token: `${token}x`, name: 'Ada', newPassword: PASSWORD };
    expect(await person.call('POST', '/api/auth/verify', bad)).toMatchObject({
      status: 400,
      body: {
        code: 'invalid_request',
        error: 'This link has expired or was already used',
        fields: [{ path: 'token' }],
      },
    });
    expect((await person.call('POST', '/api/auth/verify', { ...bad, token })).status).toBe(204);
    expect(await person.signIn('not the password')).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    expect((await person.signIn()).status).toBe(200);
  });

  it('are answered alike whether an address is known or not', async () => {
    const { email } = await makePerson(service);
    const stranger = new Person(service, email);
    const answers = [];
    for (const address of [email, someAddress()]) {
      const signUp = await stranger.call('POST', '/api/auth/sign-up', { email: address });
      const reset = await stranger.call('POST', '/api/auth/password-reset', { email: address });
      const again = await stranger.call('POST', '/api/auth/verification-mail', { email: address });
      const wrong = await stranger.call('POST', '/api/auth/sign-in', { email: address, password: 'wrong password' });
      answers.push([signUp, reset, again, wrong].map(({ status, body }) => [status, Object.keys(body)]));
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(await mailTo(service, email, 'You already have an account on Fluxbatch')).toContain('signed up already');
  });

  it('get a new password by mail, which ends every session and works once', async () => {
    const person = await makePerson(service);
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const token = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
    const { rows } = await service.sql.pool.query('SELECT identifier FROM verifications');
    expect(rows.some(({ identifier }) => identifier.includes(token))).toBe(false);
    const body = { token, newPassword: 'another password' };
    expect((await person.call('POST', '/api/auth/password', body)).status).toBe(204);
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    expect((await person.call('POST', '/api/auth/password', body)).status).toBe(400);
    person.cookie = '';
    expect((await person.signIn()).status).toBe(401);
    expect((await person.signIn('another password')).status).toBe(200);
  });

  it('change their password and end their other sessions, or all', async () => {
    const person = await makePerson(service);
    const elsewhere = new Person(service, person.email);
    await elsewhere.signIn();
    const wrong = { currentPassword: 'wrong password', newPassword: 'another password' };
    expect((await person.call('POST', '/api/auth/change-password', wrong)).status).toBe(400);
    const right = { currentPassword: PASSWORD, newPassword: 'another password' };
    expect((await person.call('POST', '/api/auth/change-password', right)).status).toBe(204);
    expect((await person.call('GET', '/api/account')).status).toBe(200);
    expect((await elsewhere.call('GET', '/api/account')).status).toBe(401);
    expect((await person.call('POST', '/api/auth/sign-out-everywhere')).status).toBe(204);
    expect((await person.call('GET', '/api/account')).status).toBe(401);
  });

  it('change their passwords at the same moment, as many as there are connections', async () => {
    const small = await startService({ environment: { ROLE: 'api', DATABASE_POOL_SIZE: '4' } });
    const people = await Promise.all(Array.from({ length: 4 }, () => makePerson(small)));
    const homes = await Promise.all(people.map((person) => person.account()));
    const holder = new pg.Client({ connectionString: small.environment.DATABASE_URL });
    await holder.connect();
    // Sessions can be read but not ended: each change waits in its transaction until all of them hold a connection.
    await holder.query('BEGIN; LOCK TABLE sessions IN SHARE MODE');
    const body = { currentPassword: PASSWORD, newPassword: 'another password' };
    const changes = people.map((person) => person.call('POST', '/api/auth/change-password', body));
    await untilWaitingForLocks(holder, people.length);
    await holder.query('COMMIT');
    await holder.end();
    expect((await Promise.all(changes)).map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect(await Promise.all(people.map((person) => person.account()))).toEqual(homes);
    await small.close();
  });

  it('get no session from a password that is replaced while it is checked', async () => {
    const person = await makePerson(service);
    const holder = new pg.Client({ connectionString: service.environment.DATABASE_URL });
    await holder.connect();
    // The old password was found right, and its session waits to be written.
    await holder.query('BEGIN; LOCK TABLE sessions IN SHARE MODE');
    const signingIn = person.signIn();
    await untilWaitingForLocks(holder, 1);
    const ofPerson = 'USING people WHERE people.id = person_id AND people.email = $1';
    await holder.query(`UPDATE credentials SET password = 'another' ${ofPerson.replace('USING', 'FROM')}`, [
      person.email,
    ]);
    await holder.query(`DELETE FROM sessions ${ofPerson}`, [person.email]);
    await holder.query('COMMIT');
    expect((await signingIn).status).toBe(401);
    expect((await holder.query(`DELETE FROM sessions ${ofPerson} RETURNING 1`, [person.email])).rows).toEqual([]);
    await holder.end();
  });

  it('sign out, and the cookie is worth nothing any more', async () => {
    const person = await makePerson(service);
    const { cookie } = person;
    expect((await person.call('POST', '/api/auth/sign-out')).status).toBe(204);
    person.cookie = cookie;
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    person.cookie = `${cookie.slice(0, -3)}abc`;
    expect((await person.call('GET', '/api/account')).status).toBe(401);
  });

  it('are not made to act by pages of other origins', async () => {
    const person = await makePerson(service);
    const origin = { origin: 'https://evil.example.com' };
    const older = { ...origin, 'sec-fetch-site': '' };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { ...origin, 'sec-fetch-site': 'same-site' }, older]) {
      for (const [method, path] of [
        ['POST', '/api/keys'],
        ['DELETE', '/api/keys/key_1'],
        ['POST', '/api/auth/sign-out'],
        ['POST', '/api/auth/sign-in'],
      ] as const) {
        const answer = await person.call(method, path, { name: 'x' }, headers);
        expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden', requires: 'same_origin' } });
      }
    }
    expect((await person.call('GET', '/api/account', undefined, origin)).status).toBe(200);
    const own = { origin: service.settings.publicUrl, 'sec-fetch-site': 'same-site' };
    expect((await person.call('POST', '/api/keys', { name: 'x' }, own)).status).toBe(201);
  });

  it('have an account at the next sign-in when a crash came between the person and it', async () => {
    const person = await makePerson(service);
    const { id } = await person.account();
    // What a crash behind the sign-up leaves: somebody proved who belongs nowhere.
    await service.sql.pool.query('DELETE FROM memberships WHERE account_id = $1', [id]);
    expect((await person.call('GET', '/api/account')).status).toBe(401);
    const both = await Promise.all([person.signIn(), new Person(service, person.email).signIn()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const account = await person.account();
    expect(account.id).not.toBe(id);
    expect(account.accounts.length).toBe(1);
  });
});
