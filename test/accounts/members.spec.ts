import { SignInRetentionService } from '../../src/accounts/people/sign-in-retention.service.js';
import { mailTo, makePerson, someAddress, tokenIn, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

interface Members {
  data: { id: string; status: string; email: string; role: string }[];
}

describe('the members of an account', () => {
  let service: Service;
  let owner: Person;
  let member: Person;
  let accountId: string;

  const members = async () => (await owner.call<Members>('GET', '/api/account/members')).body.data;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    owner = await makePerson(service);
    accountId = (await owner.account()).id;
    member = await join();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  /** Somebody who was invited into the account and has accepted. */
  async function join(): Promise<Person> {
    const email = someAddress();
    expect((await owner.call('POST', '/api/account/members', { email })).status).toBe(201);
    const joined = await makePerson(service, email);
    await joined.accept();
    return joined;
  }

  it('are invited by e-mail and belong to it once they accept', async () => {
    const email = someAddress();
    const invited = await owner.call('POST', '/api/account/members', { email: email.toUpperCase() });
    expect(invited).toMatchObject({ status: 201, body: { status: 'invited', email, role: 'member' } });
    const invitee = await makePerson(service, email);
    const own = await invitee.account();
    expect(own).toMatchObject({ role: 'owner', accounts: [{ id: own.id }] });
    await invitee.accept();
    expect(await invitee.account()).toMatchObject({
      id: accountId,
      role: 'member',
      accounts: [{ id: own.id }, { id: accountId }],
    });
    expect(await members()).toMatchObject([
      { status: 'member', email: owner.email, role: 'owner' },
      { status: 'member', email: member.email, role: 'member' },
      { status: 'member', email, role: 'member' },
    ]);
    const again = await owner.call('POST', '/api/account/members', { email });
    expect(again).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });

  it('may work, and leave keys, connections, people and money to owners', async () => {
    expect((await member.call('GET', '/api/usage')).status).toBe(200);
    expect((await member.call('GET', '/api/keys')).status).toBe(200);
    const forOwners = [
      ['POST', '/api/keys', { name: 'x' }],
      ['POST', '/api/keys/key_1/roll'],
      ['DELETE', '/api/keys/key_1'],
      ['POST', '/api/connections', {}],
      ['DELETE', '/api/connections/con_1'],
      ['PATCH', '/api/account', { name: 'x' }],
      ['GET', '/api/account/log'],
      ['POST', '/api/billing/checkout', { plan: 'pro' }],
      ['POST', '/api/billing/portal'],
      ['GET', '/api/billing/topups/small'],
      ['GET', '/api/billing/preview?plan=pro'],
      ['POST', '/api/account/members', { email: someAddress() }],
      ['DELETE', '/api/account/members/per_1'],
    ] as const;
    for (const [method, path, body] of forOwners) {
      const answer = await member.call(method, path, body);
      expect([path, answer.status, answer.body]).toMatchObject([path, 403, { code: 'forbidden', requires: 'owner' }]);
    }
  });

  it('are managed by people, not by keys', async () => {
    const program = await service.client.account();
    const body = { email: someAddress() };
    expect(await program.post('/api/account/members', body)).toMatchObject({
      status: 403,
      body: { requires: 'session' },
    });
    expect((await program.get('/api/account/members')).status).toBe(200);
  });

  it('include at least one owner', async () => {
    const [first, second] = await members();
    const change = (id = '', role = 'member') => owner.call('PATCH', `/api/account/members/${id}`, { role });
    expect(await change(first?.id)).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
    expect((await owner.call('DELETE', `/api/account/members/${first?.id}`)).status).toBe(409);
    expect(await owner.account()).toMatchObject({ soleOwner: true });
    expect(await member.account()).toMatchObject({ soleOwner: false });
    expect((await change(second?.id, 'owner')).status).toBe(204);
    expect(await owner.account()).toMatchObject({ soleOwner: false });
    expect((await member.account()).role).toBe('owner');
    expect((await change(second?.id)).status).toBe(204);
    expect((await change('per_nobody')).status).toBe(404);
  });

  it('switch between the accounts they belong to, and into no other', async () => {
    const other = await makePerson(service);
    const { id: theirs } = await other.account();
    expect((await member.call('POST', '/api/account/switch', { account: theirs })).status).toBe(404);
    await other.call('POST', '/api/account/members', { email: member.email, role: 'owner' });
    await member.accept();
    expect((await member.account()).accounts.map(({ id }) => id)).toEqual(expect.arrayContaining([accountId, theirs]));
    expect(await member.account()).toMatchObject({ id: theirs, role: 'owner' });
    // The next sign-in leads to where the last one was.
    await member.signIn();
    expect((await member.account()).id).toBe(theirs);
    expect((await member.call('POST', '/api/account/switch', { account: accountId })).status).toBe(204);
  });

  it('are signed out at once when they are removed', async () => {
    const [, second] = await members();
    expect((await owner.call('DELETE', `/api/account/members/${second?.id}`)).status).toBe(204);
    expect((await member.call('GET', '/api/usage')).status).toBe(401);
    expect((await members()).length).toBe(1);
    const open = await owner.call<{ id: string }>('POST', '/api/account/members', { email: member.email });
    expect((await owner.call('DELETE', `/api/account/members/${open.body.id}`)).status).toBe(204);
    await member.signIn();
    expect((await member.account()).accounts.map(({ id }) => id)).not.toContain(accountId);
  });

  it('leave everything that was done in the account’s log', async () => {
    const [, second] = await members();
    await owner.call('PATCH', `/api/account/members/${second?.id}`, { role: 'owner' });
    await owner.call('DELETE', `/api/account/members/${second?.id}`);
    const { body } = await owner.call<{ data: { act: string; actor: { kind: string } }[] }>(
      'GET',
      '/api/account/log?limit=200',
    );
    expect(new Set(body.data.map(({ act }) => act))).toEqual(
      new Set([
        'account.created',
        'person.signed_in',
        'member.invited',
        'member.joined',
        'member.role_changed',
        'member.removed',
      ]),
    );
    expect(new Set(body.data.map(({ actor }) => actor.kind))).toEqual(new Set(['person']));
  });

  it('cannot accept an invitation that has run out, and it is forgotten', async () => {
    const email = someAddress();
    await owner.call('POST', '/api/account/members', { email });
    await service.sql.pool.query(`UPDATE invitations SET expires_at = now() - interval '1 second'`);
    expect((await members()).map((row) => row.email)).not.toContain(email);
    const late = await makePerson(service, email);
    const token = tokenIn(await mailTo(service, email, 'You are invited to an account on Fluxbatch'));
    expect((await late.call('POST', '/api/account/invitations/accept', { token })).status).toBe(404);
    await service.sql.pool.query(
      `UPDATE sessions SET expires_at = now() - interval '1 second' WHERE person_id IN (
      SELECT id FROM people WHERE email = $1)`,
      [email],
    );
    expect((await late.call('GET', '/api/account')).status).toBe(401);
    expect(await service.app.get(SignInRetentionService, { strict: false }).forget(10)).toBeLessThan(10);
    const { rows } = await service.sql.pool.query('SELECT id FROM sessions WHERE expires_at < now()');
    expect(rows).toEqual([]);
  });

  it('can be invited into an account the operator made', async () => {
    const made = await service.client.account({ plan: 'pro' });
    const email = someAddress();
    const invited = await service.client.admin('POST', `/accounts/${made.id}/members`, { email, role: 'owner' });
    expect(invited.status).toBe(201);
    const person = await makePerson(service, email);
    await person.accept();
    expect(await person.account()).toMatchObject({
      id: made.id,
      plan: 'pro',
      role: 'owner',
    });
  });
});
