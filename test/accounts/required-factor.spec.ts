import { AuthenticatorApp } from '../support/authenticator-app.js';
import { AccountClient } from '../support/client.js';
import { openStream } from '../support/event-stream.js';
import { holdBatch } from '../support/held-batch.js';
import { operationsOf } from '../support/openapi.js';
import { isOfAccount, OWN_CALLS } from '../support/own-calls.js';
import { Passkey } from '../support/passkey.js';
import { makePerson, PASSWORD, Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const REFUSED = { status: 403, body: { code: 'second_factor_required' } };
const password = { password: PASSWORD };

describe('a second factor that an account demands', () => {
  let service: Service;
  let owner: Person;
  let member: Person;
  let accountId: string;

  beforeAll(async () => {
    service = await startService();
  });
  beforeEach(async () => {
    await service.flushRedis();
    owner = await makePerson(service);
    accountId = (await owner.account()).id;
    member = await makePerson(service);
    await owner.call('POST', '/api/account/members', { email: member.email });
    await member.accept();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const demand = (by: Person, requireSecondFactor = true) => by.call('PATCH', '/api/account', { requireSecondFactor });
  const look = (by: Person) => by.call<{ requireSecondFactor: boolean }>('GET', '/api/account');

  async function turnOn(person: Person): Promise<AuthenticatorApp> {
    const begun = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', password);
    const app = new AuthenticatorApp(begun.body.totpUri);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() })).status).toBe(204);
    await service.sql.pool.query('UPDATE second_factors SET last_step = 0');
    return app;
  }
  async function demanded(): Promise<void> {
    await turnOn(owner);
    expect(await demand(owner)).toMatchObject({ status: 200, body: { requireSecondFactor: true } });
  }

  it('is switched on by an owner who has one, in a fresh session, and stands in the log', async () => {
    expect(await demand(member)).toMatchObject({ status: 403, body: { requires: 'owner' } });
    expect(await demand(owner)).toMatchObject({
      ...REFUSED,
      body: { error: expect.stringContaining('yourself first') },
    });
    expect((await look(owner)).body.requireSecondFactor).toBe(false);
    await turnOn(owner);
    await service.sql.pool.query(
      `UPDATE sessions SET created_at = now() - interval '16 min', confirmed_at = now() - interval '16 min'`,
    );
    expect(await demand(owner)).toMatchObject({ status: 403, body: { requires: 'confirmation' } });
    expect((await owner.call('POST', '/api/auth/confirm', password)).status).toBe(204);
    expect(await demand(owner)).toMatchObject({ status: 200, body: { requireSecondFactor: true, name: 'Ada' } });
    // Again, it changes nothing.
    expect((await demand(owner)).status).toBe(200);
    expect((await demand(owner, false)).status).toBe(200);
    const { body } = await owner.call<{ data: { act: string; details: object }[] }>('GET', '/api/account/log');
    const acts = body.data.filter(({ act }) => act.startsWith('account.') && act !== 'account.created');
    expect(acts.map(({ act, details }) => [act, details])).toEqual([
      ['account.second_factor_changed', { required: false }],
      ['account.second_factor_changed', { required: true }],
    ]);
  });

  it('is not switched by a key, and asks nothing of keys', async () => {
    await service.client.admin('PATCH', `/accounts/${accountId}`, { plan: 'agency' });
    const { key } = (await owner.call<{ key: string }>('POST', '/api/keys', { name: 'program' })).body;
    const program = new AccountClient(service.client, accountId, key);
    await demanded();
    expect((await program.get('/api/usage')).status).toBe(200);
    expect((await program.get('/api/account')).status).toBe(200);
    for (const requireSecondFactor of [true, false]) {
      const refused = await program.patch('/api/account', { requireSecondFactor });
      expect(refused).toMatchObject({ status: 403, body: { requires: 'session' } });
    }
  });

  it('leaves to a member without one what is about themselves, and nothing else', async () => {
    await demanded();
    const allowed: string[] = [];
    for (const { method, path } of await operationsOf(service.client)) {
      if (!isOfAccount(path)) continue;
      const answer = await member.call(method, path.replace('{id}', 'nothing'), method === 'GET' ? undefined : {});
      const { code } = answer.body as { code?: string };
      if (answer.status !== 403 || code !== 'second_factor_required') allowed.push(`${method} ${path}`);
      await backIn();
    }
    expect(allowed.sort()).toEqual([...OWN_CALLS].sort());
  });

  /** Some of what is allowed ends the session or leads elsewhere. */
  async function backIn(): Promise<void> {
    await service.sql.pool.query(
      `INSERT INTO memberships (account_id, person_id, role) SELECT $1, id, 'member' FROM people WHERE email = $2
       ON CONFLICT DO NOTHING`,
      [accountId, member.email],
    );
    if ((await member.call('GET', '/api/auth/accounts')).status === 401) await member.signIn();
    await member.switchTo(accountId);
  }

  it('lets them go to their other accounts, which ask for nothing', async () => {
    await demanded();
    expect(await look(member)).toMatchObject(REFUSED);
    type Listed = { data: { id: string; current: boolean }[] };
    const { body } = await member.call<Listed>('GET', '/api/auth/accounts');
    expect(body.data.map(({ id, current }) => [id === accountId, current])).toEqual([
      [false, false],
      [true, true],
    ]);
    await member.switchTo(body.data.find(({ current }) => !current)?.id ?? '');
    expect((await look(member)).status).toBe(200);
  });

  it('lets them in as soon as they have one, and no longer than they have it', async () => {
    await demanded();
    expect(await look(member)).toMatchObject(REFUSED);
    const app = await turnOn(member);
    expect(await look(member)).toMatchObject({ status: 200, body: { requireSecondFactor: true, role: 'member' } });
    const browser = new Person(service, member.email);
    await browser.signIn();
    expect((await browser.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() })).status).toBe(200);
    expect((await look(browser)).status).toBe(200);
    expect((await member.call('POST', '/api/auth/two-factor/disable', password)).status).toBe(204);
    expect(await look(member)).toMatchObject(REFUSED);
    expect(await look(browser)).toMatchObject(REFUSED);
  });

  it('is a passkey as well, in sessions that were begun with it', async () => {
    await demanded();
    const passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(member)).toBe(201);
    expect(await look(member)).toMatchObject(REFUSED);
    const browser = new Person(service, member.email);
    const begun = await browser.call<{ options: { challenge: string } }>('POST', '/api/auth/passkeys/sign-in/options');
    const response = passkey.answer(begun.body);
    expect((await browser.call('POST', '/api/auth/passkeys/sign-in', { response })).status).toBe(200);
    expect((await look(browser)).status).toBe(200);
  });

  it('ends what members without one have open', async () => {
    const batch = await holdBatch(service, new AccountClient(service.client, accountId, ''), 1);
    await turnOn(owner);
    const open = ({ cookie }: Person) => openStream(service.client, { cookie }, batch.id);
    const kept = (await open(owner)).read();
    const cut = (await open(member)).read();
    await until(
      () => [kept, cut].every(({ text }) => text.includes('progress')),
      (told) => told,
    );
    expect((await demand(owner)).status).toBe(200);
    await cut.all(10);
    expect(kept.ended).toBe(false);
    await batch.end(1);
    await kept.all();
  });
});
