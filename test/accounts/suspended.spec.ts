import { isOfAccount, OWN_CALLS } from '../support/own-calls.js';
import { operationsOf } from '../support/openapi.js';
import { makePerson, PASSWORD, Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

/** What its people can still do: look, go elsewhere, leave, and see to their own sign-in. */
const ALLOWED = ['GET /api/account', ...OWN_CALLS];

describe('a suspended account', () => {
  let service: Service;
  let person: Person;
  let own: string;
  let suspended: string;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    const owner = await makePerson(service);
    suspended = (await owner.account()).id;
    person = await makePerson(service);
    own = (await person.account()).id;
    await owner.call('POST', '/api/account/members', { email: person.email });
    await person.accept();
    expect((await service.client.admin('PATCH', `/accounts/${suspended}`, { suspended: true })).status).toBe(200);
  });
  afterAll(() => service.close());

  it('answers its people that it is, to every call but those that lead out of it', async () => {
    const operations = await operationsOf(service.client);
    const allowed: string[] = [];
    for (const { method, path } of operations.filter(({ path }) => isOfAccount(path))) {
      const answer = await person.call(method, path.replace('{id}', 'nothing'), method === 'GET' ? undefined : {});
      const { requires } = answer.body as { requires?: string };
      if (answer.status !== 403 || requires !== 'active_account') allowed.push(`${method} ${path}`);
      // Some of what is allowed ends the session, or leads elsewhere.
      if (!person.cookie || (await person.call('GET', '/api/account')).status === 401) await person.signIn();
      if ((await person.account()).id !== suspended) await backIn();
    }
    expect(allowed.sort()).toEqual([...ALLOWED].sort());
  });

  async function backIn(): Promise<void> {
    await service.sql.pool.query(
      `INSERT INTO memberships (account_id, person_id, role) SELECT $1, id, 'member' FROM people WHERE email = $2
       ON CONFLICT DO NOTHING`,
      [suspended, person.email],
    );
    await person.switchTo(suspended);
  }

  it('lets them see that it is, and go to their others', async () => {
    expect(await person.call('GET', '/api/account')).toMatchObject({
      status: 200,
      body: {
        id: suspended,
        suspended: true,
        accounts: [
          { id: own, suspended: false },
          { id: suspended, suspended: true },
        ],
      },
    });
    await person.switchTo(own);
    expect((await person.call('GET', '/api/usage')).status).toBe(200);
    await person.switchTo(suspended);
    expect((await person.call('GET', '/api/usage')).status).toBe(403);
  });

  it('lets them leave, sign in again and out, and change their password', async () => {
    const change = { currentPassword: PASSWORD, newPassword: 'another password' };
    expect((await person.call('POST', '/api/auth/change-password', change)).status).toBe(204);
    const elsewhere = new Person(service, person.email);
    expect((await elsewhere.signIn('another password')).status).toBe(200);
    expect((await elsewhere.call('POST', '/api/auth/sign-out')).status).toBe(204);
    expect((await person.call('POST', '/api/account/leave')).status).toBe(204);
    expect(await person.account()).toMatchObject({ id: own, accounts: [{ id: own }] });
    expect((await person.call('GET', '/api/usage')).status).toBe(200);
  });
});
