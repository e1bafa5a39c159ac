import { AuthenticatorApp } from '../support/authenticator-app.js';
import { makePerson, PASSWORD, Person, someAddress } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

/** Changes that a session left open must not be enough for. */
const DEMANDING: [method: string, path: string, body?: object][] = [
  ['POST', '/api/keys', { name: 'x' }],
  ['POST', '/api/keys/key_x/roll'],
  ['DELETE', '/api/keys/key_x'],
  ['POST', '/api/connections', {}],
  ['DELETE', '/api/connections/con_x'],
  ['POST', '/api/account/members', { email: someAddress() }],
  ['PATCH', '/api/account/members/per_x', { role: 'owner' }],
  ['DELETE', '/api/account/members/per_x'],
  ['POST', '/api/billing/checkout', { plan: 'pro', interval: 'month' }],
  ['POST', '/api/billing/portal'],
  ['PATCH', '/api/account', { name: 'x' }],
  ['POST', '/api/auth/two-factor/enable', { password: PASSWORD }],
  ['POST', '/api/auth/two-factor/verify', { code: '123456' }],
  ['POST', '/api/auth/two-factor/disable', { password: PASSWORD }],
  ['POST', '/api/auth/two-factor/backup-codes', { password: PASSWORD }],
  ['POST', '/api/auth/passkeys/options'],
  ['POST', '/api/auth/passkeys', {}],
  ['DELETE', '/api/auth/passkeys/pky_x'],
];
const REFUSED = { status: 403, body: { code: 'forbidden', requires: 'confirmation' } };

describe('a confirmation', () => {
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

  /** As when the session has been there for that long. */
  const aged = (minutes: number) =>
    service.sql.pool.query(
      `UPDATE sessions SET created_at = now() - make_interval(mins => $1), confirmed_at = confirmed_at - make_interval(mins => $1)`,
      [minutes],
    );
  const rename = () => person.call('PATCH', '/api/account', { name: 'Renamed' });
  const confirm = (body: object) => person.call('POST', '/api/auth/confirm', body);

  it('is asked for before every change of keys, connections, members, billing, account and sign-in', async () => {
    for (const [method, path, body] of DEMANDING) {
      expect([path, (await person.call<{ requires?: string }>(method, path, body)).body.requires]).not.toEqual([
        path,
        'confirmation',
      ]);
    }
    await aged(16);
    for (const [method, path, body] of DEMANDING)
      expect([path, await person.call(method, path, body)]).toMatchObject([path, REFUSED]);
    // It only looks.
    for (const path of [
      '/api/account',
      '/api/keys',
      '/api/connections',
      '/api/account/members',
      '/api/auth/passkeys',
    ]) {
      expect((await person.call('GET', path)).status).toBe(200);
    }
  });

  it('is refused before a body is read, and changes nothing', async () => {
    await aged(16);
    expect(await person.call('PATCH', '/api/account', 'no object')).toMatchObject(REFUSED);
    expect(await rename()).toMatchObject(REFUSED);
    expect(await person.account()).toMatchObject({ name: 'Ada' });
  });

  it('holds for 15 minutes, as a sign-in does', async () => {
    await aged(14);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect(await rename()).toMatchObject(REFUSED);
    expect((await confirm({ password: PASSWORD })).status).toBe(204);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect(await rename()).toMatchObject(REFUSED);
  });

  it('takes the password or a code, and neither when it is wrong', async () => {
    const { body } = await person.call<{ totpUri: string; backupCodes: string[] }>(
      'POST',
      '/api/auth/two-factor/enable',
      { password: PASSWORD },
    );
    const app = new AuthenticatorApp(body.totpUri);
    await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() });
    await aged(16);
    expect(await confirm({ password: 'another password' })).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'password' }] },
    });
    expect(await confirm({ code: app.wrong() })).toMatchObject({ status: 400, body: { fields: [{ path: 'code' }] } });
    expect((await confirm({})).status).toBe(400);
    expect((await confirm({ password: PASSWORD, code: app.code(1) })).status).toBe(400);
    expect(await rename()).toMatchObject(REFUSED);
    expect((await confirm({ code: app.code(1) })).status).toBe(204);
    expect((await rename()).status).toBe(200);
    await aged(16);
    expect((await confirm({ code: body.backupCodes[0] })).status).toBe(204);
  });

  it('is one session’s alone, and guesses of passwords have a bound', async () => {
    const other = new Person(service, person.email);
    await other.signIn();
    await aged(16);
    await confirm({ password: PASSWORD });
    expect(await other.call('PATCH', '/api/account', { name: 'Renamed' })).toMatchObject(REFUSED);
    const statuses: number[] = [];
    for (let n = 0; n < 22; n += 1)
      statuses.push((await other.call('POST', '/api/auth/confirm', { password: 'wrong' })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it('is nothing that a program is asked for', async () => {
    const account = await service.client.account();
    expect((await account.patch('/api/account', { name: 'Renamed' })).status).toBe(200);
    const made = await account.post<{ id: string }>('/api/keys', { name: 'x' });
    expect(made.status).toBe(201);
    expect((await account.delete(`/api/keys/${made.body.id}`)).status).toBe(204);
    expect((await account.post('/api/auth/confirm', { password: PASSWORD })).status).toBe(403);
  });

  it('is asked for by a page where a link would buy', async () => {
    await aged(16);
    const answer = await person.call('GET', '/api/billing/topups/small');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/billing']);
  });
});
