import { AuthenticatorApp } from '../support/authenticator-app.js';
import { Passkey } from '../support/passkey.js';
import { kept, mailTo, makePerson, PASSWORD, Person, someAddress, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const BOB = 'bob:the-token-of-bob-is-long';

describe('the operator’s reset of a sign-in', () => {
  let service: Service;
  let person: Person;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', ADMIN_TOKENS: BOB } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
  });
  afterAll(() => service.close());

  const reset = (email: string, token = BOB.slice('bob:'.length)) =>
    service.client.call('POST', '/api/admin/people/reset-sign-in', { token, body: { email } });
  const isIn = async (browser: Person) => (await browser.call('GET', '/api/account')).status === 200;
  const elsewhere = () => new Person(service, person.email);
  const query = async <Row extends object>(text: string) =>
    (await service.sql.pool.query<Row>(`${text} FROM people p WHERE p.email = $1`, [person.email])).rows;

  async function withEverything(): Promise<AuthenticatorApp> {
    const passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(person)).toBe(201);
    const begun = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    const app = new AuthenticatorApp(begun.body.totpUri);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code(-1) })).status).toBe(204);
    await query(
      `INSERT INTO credentials (id, person_id, provider_id, provider_account_id)
       SELECT 'ver_' || p.id, p.id, 'oidc', 'https://id.example ' || p.id`,
    );
    return app;
  }
  const left = () =>
    query<Record<string, number>>(
      `SELECT ${['second_factors', 'backup_codes', 'passkeys', 'sessions', 'sign_in_steps']
        .map((table) => `(SELECT count(*)::int FROM ${table} WHERE person_id = p.id) AS ${table}`)
        .join(', ')},
       (SELECT count(*)::int FROM credentials WHERE person_id = p.id AND provider_id = 'oidc') AS links,
       (SELECT count(*)::int FROM verifications WHERE value IN (p.id, p.email)) AS tokens`,
    );

  it('leaves the password alone, and mails a link to another', async () => {
    const app = await withEverything();
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const older = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
    const begun = elsewhere();
    expect((await begun.signIn()).body).toEqual({ twoFactor: true });

    expect(Object.values((await left())[0] ?? {}).filter((count) => count > 0)).toHaveLength(7);
    const { email } = person;
    expect(await reset(email.toUpperCase())).toMatchObject({ status: 200, body: { email, mailed: true } });
    const mail = await mailTo(service, email, 'Your sign-in to Fluxbatch was reset');
    const none = { second_factors: 0, backup_codes: 0, passkeys: 0, sessions: 0, sign_in_steps: 0, links: 0 };
    expect(await left()).toEqual([{ ...none, tokens: 1 }]);
    expect(await isIn(person)).toBe(false);
    expect((await begun.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() })).status).toBe(401);

    const newPassword = 'another horse battery';
    const choose = (token: string) => person.call('POST', '/api/auth/password', { token, newPassword });
    expect((await choose(older)).status).toBe(400);
    expect((await choose(tokenIn(mail))).status).toBe(204);
    const browser = elsewhere();
    expect((await browser.signIn(newPassword)).body).toHaveProperty('person');
    expect(await isIn(browser)).toBe(true);
  });

  it('is in the log of each account of the person, with the operator’s name', async () => {
    const account = await service.client.account();
    const owner = await makePerson(service);
    const own = (await person.account()).id;
    await service.client.admin('POST', `/accounts/${account.id}/members`, { email: person.email, role: 'member' });
    await person.accept();
    expect((await reset(person.email)).status).toBe(200);
    const [row] = await query<{ id: string }>('SELECT p.id');
    for (const id of [own, account.id]) {
      const log = await service.client.admin<{ data: object[] }>('GET', `/accounts/${id}/log`);
      expect(log.body.data[0]).toMatchObject({
        act: 'person.sign_in_reset',
        actor: { kind: 'operator', id: 'bob' },
        details: { person: row?.id },
      });
    }
    expect(await isIn(owner)).toBe(true);
  });

  it('can be done again, and sends another link in place of the first', async () => {
    await reset(person.email);
    const [first = ''] = (await kept(service, person.email, 2)).slice(-1);
    expect((await reset(person.email)).status).toBe(200);
    const [second = ''] = (await kept(service, person.email, 3)).slice(-1);
    const choose = (token: string) =>
      person.call('POST', '/api/auth/password', { token, newPassword: 'another horse battery' });
    expect((await choose(tokenIn(first))).status).toBe(400);
    expect((await choose(tokenIn(second))).status).toBe(204);
  });

  it('is the operator’s alone, and finds nobody at an address that nobody has', async () => {
    expect((await reset(someAddress())).status).toBe(404);
    expect((await reset('no address')).status).toBe(400);
    expect((await reset(person.email, 'another-token-that-is-long')).status).toBe(401);
    expect((await person.call('POST', '/api/admin/people/reset-sign-in', { email: person.email })).status).toBe(401);
    expect(await isIn(person)).toBe(true);
  });
});
