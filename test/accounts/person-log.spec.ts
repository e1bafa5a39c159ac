import pg from 'pg';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { Passkey } from '../support/passkey.js';
import { mailTo, makePerson, PASSWORD, Person, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const ANOTHER = 'another horse battery';

interface Entry {
  act: string;
  actor: object;
  details: object;
}

/** What people do to their own sign-in, in the logs of the accounts that they work in. */
describe('the sign-in of a member', () => {
  let service: Service;
  let person: Person;
  /** Of the person alone, and of somebody who invited them. */
  let own: string;
  let shared: string;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    const owner = await makePerson(service);
    shared = (await owner.account()).id;
    person = await makePerson(service);
    own = (await person.account()).id;
    await owner.call('POST', '/api/account/members', { email: person.email });
    await person.accept();
  });
  afterAll(() => service.close());

  const query = async <Row extends object>(text: string) =>
    (await service.sql.pool.query<Row>(`${text} WHERE p.email = $1`, [person.email])).rows;
  const log = async (account: string) =>
    (await service.client.admin<{ data: Entry[] }>('GET', `/accounts/${account}/log?limit=200`)).body.data;
  /** Of their own sign-in; oldest first. */
  const acts = async (account: string) =>
    (await log(account))
      .reverse()
      .filter(({ act }) => act.startsWith('person.') && !/sign/.test(act))
      .map(({ act, actor, details }) => ({ act: act.slice('person.'.length), actor, details }));
  const password = { password: PASSWORD };

  async function turnOn(): Promise<AuthenticatorApp> {
    const begun = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', password);
    const app = new AuthenticatorApp(begun.body.totpUri);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() })).status).toBe(204);
    return app;
  }
  const change = (currentPassword = PASSWORD) =>
    person.call('POST', '/api/auth/change-password', { currentPassword, newPassword: ANOTHER });
  async function resetByMail(): Promise<number> {
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const token = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
    return (await person.call('POST', '/api/auth/password', { token, newPassword: ANOTHER })).status;
  }
  async function passkeyIds(): Promise<string[]> {
    return (await query<{ id: string }>('SELECT k.id FROM passkeys k JOIN people p ON p.id = k.person_id')).map(
      ({ id }) => id,
    );
  }

  it('is told of in the logs of all their accounts, and of no other, each act once', async () => {
    const stranger = await makePerson(service);
    await turnOn();
    expect((await person.call('POST', '/api/auth/two-factor/backup-codes', password)).status).toBe(200);
    await mailTo(service, person.email, 'New backup codes for Fluxbatch');
    const passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(person)).toBe(201);
    await mailTo(service, person.email, 'New passkey for Fluxbatch');
    const [id = ''] = await passkeyIds();
    expect((await person.call('DELETE', `/api/auth/passkeys/${id}`)).status).toBe(204);
    await mailTo(service, person.email, 'A passkey for Fluxbatch was deleted');
    expect((await person.call('POST', '/api/auth/two-factor/disable', password)).status).toBe(204);
    expect((await change()).status).toBe(204);
    expect(await resetByMail()).toBe(204);
    // What is refused is told of nowhere.
    expect((await change('a wrong one')).status).toBe(401);
    await person.signIn(ANOTHER);
    expect((await change('a wrong one')).status).toBe(400);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: '123456' })).status).toBe(409);
    expect((await person.call('DELETE', '/api/auth/passkeys/pky_x')).status).toBe(404);

    const [row] = await query<{ id: string }>('SELECT p.id FROM people p');
    const actor = { kind: 'person', id: row?.id, name: 'Ada', email: person.email, masked: null };
    const named = { passkey: id, name: 'Test' };
    const told = [
      { act: 'second_factor_on', details: {} },
      { act: 'backup_codes_made', details: {} },
      { act: 'passkey_added', details: named },
      { act: 'passkey_deleted', details: named },
      { act: 'second_factor_off', details: {} },
      { act: 'password_changed', details: { by: 'current_password' } },
      { act: 'password_changed', details: { by: 'mail_link' } },
    ].map((entry) => ({ ...entry, actor }));
    expect(await acts(own)).toEqual(told);
    expect(await acts(shared)).toEqual(told);
    expect(await acts((await stranger.account()).id)).toEqual([]);
  });

  it('has the address and the program of who did it', async () => {
    const headers = { 'user-agent': 'curl/8.9' };
    const body = { currentPassword: PASSWORD, newPassword: ANOTHER };
    expect((await person.call('POST', '/api/auth/change-password', body, headers)).status).toBe(204);
    expect((await log(shared))[0]).toMatchObject({
      act: 'person.password_changed',
      address: '127.0.0.1',
      userAgent: 'curl/8.9',
    });
  });

  it('does not change when the log cannot be written', async () => {
    const app = await turnOn();
    const passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(person)).toBe(201);
    const state = () =>
      query(`SELECT c.password, (SELECT enabled_at FROM second_factors f WHERE f.person_id = p.id),
        array(SELECT hash FROM backup_codes b WHERE b.person_id = p.id ORDER BY hash) AS codes,
        array(SELECT id FROM passkeys k WHERE k.person_id = p.id) AS passkeys
        FROM people p JOIN credentials c ON c.person_id = p.id AND c.provider_id = 'credential'`);
    const before = await state();
    const [id] = await passkeyIds();
    await service.sql.pool.query(
      `CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$;
       CREATE TRIGGER full_log BEFORE INSERT ON account_log FOR EACH ROW EXECUTE FUNCTION refuse_entry()`,
    );
    const statuses = [
      (await change()).status,
      await resetByMail(),
      (await person.call('POST', '/api/auth/two-factor/backup-codes', password)).status,
      (await person.call('POST', '/api/auth/two-factor/disable', password)).status,
      await new Passkey(service.settings.publicUrl).register(person),
      (await person.call('DELETE', `/api/auth/passkeys/${id}`)).status,
    ];
    await service.sql.pool.query('DROP TRIGGER full_log ON account_log; DROP FUNCTION refuse_entry()');
    expect(statuses).toEqual([500, 500, 500, 500, 500, 500]);
    expect(await state()).toEqual(before);
    expect((await person.call('POST', '/api/auth/confirm', { code: app.code(1) })).status).toBe(204);
  });

  it.each([
    ['a new password', async () => (await change()).status],
    ['a new password by a link', resetByMail],
    ['a second factor', async () => turnOn().then(() => 204)],
    [
      'a reset by the operator',
      async () => (await service.client.admin('POST', '/people/reset-sign-in', { email: person.email })).status,
    ],
  ])('%s waits for the removal of a member, and neither hinders the other', async (_, act) => {
    const holder = new pg.Client({ connectionString: service.environment.DATABASE_URL });
    await holder.connect();
    // The session that acts is in their own account, another one in the account that they are removed from.
    const elsewhere = new Person(service, person.email);
    await elsewhere.signIn();
    await elsewhere.switchTo(shared);
    await person.switchTo(own);
    // As the removal does: the account first, then the membership, and with it its sessions.
    await holder.query('BEGIN');
    await holder.query('SELECT FROM accounts WHERE id = $1 FOR UPDATE', [shared]);
    const acting = act();
    await untilWaitingForLocks(holder, 1);
    await holder.query(
      'DELETE FROM memberships m USING people p WHERE p.id = m.person_id AND p.email = $1 AND m.account_id = $2',
      [person.email, shared],
    );
    await holder.query('COMMIT');
    await holder.end();
    expect([200, 204]).toContain(await acting);
    expect((await elsewhere.call('GET', '/api/account')).status).toBe(401);
  });
});
