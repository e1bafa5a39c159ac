import { kept, mailTo, makePerson, Person, someAddress, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

describe('an invitation', () => {
  let service: Service;
  let owner: Person;
  let accountId: string;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    owner = await makePerson(service);
    accountId = (await owner.account()).id;
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const invite = (email: string, role = 'member') =>
    owner.call<{ id: string }>('POST', '/api/account/members', { email, role });
  const tokenFor = async (email: string) =>
    tokenIn(await mailTo(service, email, 'You are invited to an account on Fluxbatch'));
  const read = (token: string) => service.client.call('POST', '/api/auth/invitation', { body: { token } });
  const accept = (person: Person, token: string) => person.call('POST', '/api/account/invitations/accept', { token });
  const accountsOf = async (person: Person) => (await person.account()).accounts.map(({ id }) => id);
  const query = (sql: string, values: unknown[]) => service.sql.pool.query(sql, values);

  it('puts nobody into an account who does not accept it, whenever they sign up or in', async () => {
    const known = await makePerson(service);
    const email = someAddress();
    for (const address of [known.email, email]) await invite(address, 'owner');
    await known.signIn();
    const fresh = await makePerson(service, email);
    await fresh.signIn();
    for (const person of [known, fresh]) expect(await accountsOf(person)).not.toContain(accountId);
    const bucket = { name: 'mine', bucket: 'b', region: 'us-east-1' };
    await fresh.call('POST', '/api/connections', bucket);
    expect((await owner.call<{ data: object[] }>('GET', '/api/connections')).body.data).toEqual([]);
  });

  it('from before there were tokens joins nobody, and can be sent again', async () => {
    const email = someAddress();
    await query(
      `INSERT INTO invitations (id, account_id, email, role, expires_at)
       VALUES ('inv_old', $1, $2, 'member', now() + interval '10 days')`,
      [accountId, email],
    );
    const person = await makePerson(service, email);
    expect(await accountsOf(person)).not.toContain(accountId);
    for (const token of ['', 'null', 'inv_old'])
      expect((await accept(person, token)).status).toBeGreaterThanOrEqual(400);
    await invite(email);
    await person.accept();
    expect(await accountsOf(person)).toContain(accountId);
  });

  it('is shown to who has its token, and accepted by the address alone that it was sent to', async () => {
    const email = someAddress();
    await invite(email, 'owner');
    const token = await tokenFor(email);
    expect(await read(token)).toMatchObject({ status: 200, body: { account: 'Ada', role: 'owner', email } });
    const other = await makePerson(service);
    expect(await accept(other, token)).toMatchObject({ status: 403, body: { requires: 'invited_email' } });
    expect((await accept(new Person(service, email), token)).status).toBe(401);
    const invited = await makePerson(service, email);
    const before = await invited.account();
    const answers = await Promise.all([accept(invited, token), accept(invited, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    const joined = answers.find(({ status }) => status === 200);
    expect(joined?.body).toEqual({ account: { id: accountId, name: 'Ada' }, role: 'owner' });
    // The session stays where it was.
    expect((await invited.account()).id).toBe(before.id);
    expect((await read(token)).status).toBe(404);
  });

  it('ends when it is called back, sent again or too old', async () => {
    const email = someAddress();
    const person = await makePerson(service, email);
    const { body } = await invite(email);
    const first = await tokenFor(email);
    await invite(email);
    await kept(service, email, 3);
    const second = await tokenFor(email);
    expect(second).not.toBe(first);
    expect([(await accept(person, first)).status, (await read(first)).status]).toEqual([404, 404]);
    expect((await owner.call('DELETE', `/api/account/members/${body.id}`)).status).toBe(204);
    expect([(await accept(person, second)).status, (await read(second)).status]).toEqual([404, 404]);
    await invite(email);
    await kept(service, email, 4);
    const third = await tokenFor(email);
    await query(`UPDATE invitations SET expires_at = now() - interval '1 second' WHERE email = $1`, [email]);
    expect([(await accept(person, third)).status, (await read(third)).status]).toEqual([404, 404]);
  });

  it('is kept as a hash of its token', async () => {
    const email = someAddress();
    await invite(email);
    const { rows } = await query('SELECT * FROM invitations WHERE email = $1', [email]);
    expect(JSON.stringify(rows)).not.toContain(await tokenFor(email));
  });
});

describe('an account of one’s own', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(() => service.flushRedis());
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const join = async (owner: Person, role = 'member') => {
    const person = await makePerson(service);
    const own = (await person.account()).id;
    await owner.call('POST', '/api/account/members', { email: person.email, role });
    await person.accept();
    return { person, own };
  };

  it('is made at the next sign-in for somebody who was put into another’s', async () => {
    const owner = await makePerson(service);
    for (const role of ['member', 'owner']) {
      const { person, own } = await join(owner, role);
      // As it was before: their only account is the inviter's.
      await service.sql.pool.query('DELETE FROM memberships WHERE account_id = $1', [own]);
      await person.signIn();
      const { accounts } = await person.account();
      expect(accounts).toMatchObject([{ role }, { role: 'owner', name: 'Ada' }]);
      const made = accounts[1]?.id ?? '';
      await person.switchTo(made);
      expect(await person.call('GET', '/api/usage')).toMatchObject({ status: 200, body: { plan: 'free' } });
      await person.signIn();
      expect((await person.account()).accounts.length).toBe(2);
    }
  });

  it('is the one that was made before the mark was there', async () => {
    const person = await makePerson(service);
    const { id } = await person.account();
    await service.sql.pool.query('UPDATE memberships SET founded = false');
    await person.signIn();
    await person.signIn();
    expect((await person.account()).accounts.map((account) => account.id)).toEqual([id]);
  });

  it('is where a person goes who leaves another, on every device', async () => {
    const owner = await makePerson(service);
    const { person, own } = await join(owner);
    const phone = new Person(service, person.email);
    await phone.signIn();
    const left = (await person.account()).id;
    expect((await phone.account()).id).toBe(left);
    expect((await person.call('POST', '/api/account/leave')).status).toBe(204);
    for (const browser of [person, phone]) {
      expect(await browser.account()).toMatchObject({ id: own, accounts: [{ id: own }] });
    }
    expect((await person.call('POST', '/api/account/switch', { account: left })).status).toBe(404);
    const log = await owner.call<{ data: { act: string }[] }>('GET', '/api/account/log');
    expect(log.body.data[0]).toMatchObject({ act: 'member.left', actor: { kind: 'person' } });
  });

  it('cannot be left without an owner, and left to another begins anew', async () => {
    const owner = await makePerson(service);
    const { id } = await owner.account();
    expect(await owner.call('POST', '/api/account/leave')).toMatchObject({
      status: 409,
      body: { code: 'invalid_state' },
    });
    expect((await owner.account()).accounts.length).toBe(1);
    const { person } = await join(owner, 'owner');
    const both = await Promise.all([owner, person].map((one) => one.call('POST', '/api/account/leave')));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const account = await owner.account();
    expect(account.accounts.length).toBe(1);
    expect(account.id === id).toBe(both[0]?.status === 409);
  });

  it('cannot be left by a key', async () => {
    const program = await service.client.account();
    expect((await program.post('/api/account/leave', {})).status).toBe(403);
  });
});
