import pg from 'pg';
import { kept, mailTo, makePerson, PASSWORD, Person, tokenIn } from '../support/person.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { startService, type Service } from '../support/service.js';

const OTHER = 'another password';

describe('a new password', () => {
  let service: Service;
  let holder: pg.Client;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    holder = new pg.Client({ connectionString: service.environment.DATABASE_URL });
    await holder.connect();
  });
  beforeEach(() => service.flushRedis());
  afterAll(async () => {
    await holder.end();
    await service.close();
  });

  async function resetToken(person: Person): Promise<string> {
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    return tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
  }
  const reset = (token: string, newPassword = 'set by an old link') =>
    service.client.call('POST', '/api/auth/password', { body: { token, newPassword } });
  const change = (person: Person, newPassword = OTHER) =>
    person.call('POST', '/api/auth/change-password', { currentPassword: PASSWORD, newPassword });

  async function sessionsOf({ email }: Person): Promise<number> {
    const { rows } = await service.sql.pool.query(
      'SELECT s.id FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email = $1',
      [email],
    );
    return rows.length;
  }

  it('makes all links dead that were sent before, by a reset or by a change', async () => {
    const person = await makePerson(service);
    const first = await resetToken(person);
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    expect((await reset(first, OTHER)).status).toBe(204);
    const { rows } = await service.sql.pool.query(
      `SELECT v.id FROM verifications v JOIN people p ON v.value IN (p.id, p.email) WHERE p.email = $1`,
      [person.email],
    );
    expect(rows).toEqual([]);
    expect((await reset(first)).status).toBe(400);
    expect((await person.signIn('set by an old link')).status).toBe(401);

    const changing = await makePerson(service);
    const old = await resetToken(changing);
    expect((await change(changing)).status).toBe(204);
    expect((await reset(old)).status).toBe(400);
    expect((await changing.signIn(OTHER)).status).toBe(200);
  });

  it('is set by one of two who open the same link at once', async () => {
    const person = await makePerson(service);
    const token = await resetToken(person);
    const answers = await Promise.all([reset(token, 'the one password'), reset(token, 'the other password')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400]);
  });

  it('is set by one of two who open two links at once, or a link beside a change', async () => {
    const person = await makePerson(service);
    const first = await resetToken(person);
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const mails = (await kept(service, person.email, 3)).filter((mail) =>
      mail.includes('Choose a new password for Fluxbatch'),
    );
    const tokens = mails.map(tokenIn);
    expect(new Set(tokens).size).toBe(2);
    expect(tokens).toContain(first);
    const answers = await Promise.all([...tokens.map((token) => reset(token)), change(person)]);
    expect(answers.map(({ status }) => status).filter((status) => status === 204).length).toBe(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
  });

  it('is set by one of many changes at once, whose session is the only one that is left', async () => {
    const browsers = [await makePerson(service)];
    const email = browsers[0]?.email ?? '';
    for (let n = 1; n < 6; n += 1) {
      const browser = new Person(service, email);
      await browser.signIn();
      browsers.push(browser);
    }
    // Twice from each browser.
    const tries = [...browsers, ...browsers].map((browser, n) => change(browser, `the new password no ${n}`));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 204).length).toBe(1);
    expect(await sessionsOf(browsers[0] as Person)).toBe(1);
    const alive = await Promise.all(browsers.map((browser) => browser.call('GET', '/api/account')));
    expect(alive.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    const winner = statuses.indexOf(204);
    expect((await new Person(service, email).signIn(`the new password no ${winner}`)).status).toBe(200);
  });

  it('ends the old token of its own session too', async () => {
    const person = await makePerson(service);
    const thief = new Person(service, person.email);
    thief.cookie = person.cookie;
    expect((await change(person)).status).toBe(204);
    expect((await person.call('GET', '/api/account')).status).toBe(200);
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
    expect(await sessionsOf(person)).toBe(1);
  });

  it('leaves no session to a sign-in that began before it was committed', async () => {
    const person = await makePerson(service);
    const elsewhere = new Person(service, person.email);
    // The change has replaced the password and not committed: it waits for a row that somebody else holds.
    await holder.query('BEGIN');
    await holder.query(
      'SELECT s.id FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email = $1 FOR UPDATE OF s',
      [person.email],
    );
    const changing = change(person);
    await untilWaitingForLocks(holder, 1);
    const signingIn = elsewhere.signIn();
    await untilWaitingForLocks(holder, 2);
    await holder.query('COMMIT');
    expect((await changing).status).toBe(204);
    expect((await signingIn).status).toBe(401);
    expect(await sessionsOf(person)).toBe(1);
  });

  it('leaves no session to a sign-in that finds the old password while the new one is not committed', async () => {
    const person = await makePerson(service);
    const elsewhere = new Person(service, person.email);
    const other = new pg.Client({ connectionString: service.environment.DATABASE_URL });
    await other.connect();
    // The old password was found right, and its session waits to be written …
    await holder.query('BEGIN; LOCK TABLE sessions IN SHARE MODE');
    const signingIn = elsewhere.signIn();
    await untilWaitingForLocks(holder, 1);
    // … while another takes its place, which nobody can see yet.
    await other.query('BEGIN');
    await other.query(
      `UPDATE credentials SET password = 'another' FROM people WHERE people.id = person_id AND people.email = $1`,
      [person.email],
    );
    await holder.query('COMMIT');
    await untilWaitingForLocks(holder, 1);
    await other.query('COMMIT');
    await other.end();
    expect((await signingIn).status).toBe(401);
    expect(await sessionsOf(person)).toBe(1);
  });

  it('is told to the person by mail', async () => {
    const person = await makePerson(service);
    await change(person);
    expect(await mailTo(service, person.email, 'Your password for Fluxbatch was changed')).toContain(
      '/forgot-password',
    );
  });
});
