import { randomBytes } from 'node:crypto';
import { migrate } from '../../src/database/migrate.js';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { letPass } from '../support/passing-time.js';
import { kept, mailTo, makePerson, PASSWORD, Person, tokenIn } from '../support/person.js';
import { scratchDatabase } from '../support/scratch-database.js';
import { startService, type Service } from '../support/service.js';

interface Begun {
  totpUri: string;
  backupCodes: string[];
}
interface Factors {
  password: boolean;
  twoFactor: boolean;
  backupCodes: number;
}

describe('a second factor', () => {
  let service: Service;
  let person: Person;
  let app: AuthenticatorApp;
  let backupCodes: string[];

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
  });
  afterAll(() => service.close());

  const password = { password: PASSWORD };
  const factors = async () => (await person.call<Factors>('GET', '/api/auth/factors')).body;
  /** As when some time has gone by: codes of now can be used again. */
  const later = () => service.sql.pool.query('UPDATE second_factors SET last_step = 0');
  const elsewhere = () => new Person(service, person.email);
  const withCode = (browser: Person, code: string) => browser.call('POST', '/api/auth/sign-in/two-factor', { code });
  const isIn = async (browser: Person) => (await browser.call('GET', '/api/account')).status === 200;

  async function turnOn(): Promise<void> {
    const begun = await person.call<Begun>('POST', '/api/auth/two-factor/enable', password);
    expect(begun.status).toBe(200);
    app = new AuthenticatorApp(begun.body.totpUri);
    ({ backupCodes } = begun.body);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code() })).status).toBe(204);
    await later();
  }
  async function waiting(): Promise<Person> {
    const browser = elsewhere();
    expect(await browser.signIn()).toMatchObject({ status: 200, body: { twoFactor: true } });
    return browser;
  }

  it('is asked for from its first code on, and lets nobody in by the password alone', async () => {
    await person.call('POST', '/api/auth/two-factor/enable', password);
    expect(await factors()).toMatchObject({ twoFactor: false, backupCodes: 0 });
    const still = elsewhere();
    expect((await still.signIn()).body).toHaveProperty('person');
    await turnOn();
    expect(await factors()).toMatchObject({ password: true, twoFactor: true, backupCodes: 10 });
    const browser = await waiting();
    expect(browser.cookie).toBe('');
    expect(await isIn(browser)).toBe(false);
    expect(await withCode(browser, app.code())).toMatchObject({
      status: 200,
      body: { person: { email: person.email } },
    });
    expect(await isIn(browser)).toBe(true);
    // The cookie of the way there is used up.
    expect((await withCode(browser, app.code(1))).status).toBe(401);
  });

  it('is turned on and off with the password, by a fresh session, and told by mail', async () => {
    for (const path of ['enable', 'disable', 'backup-codes']) {
      for (const body of [{}, { password: 'another password' }]) {
        const refused = await person.call('POST', `/api/auth/two-factor/${path}`, body);
        expect(refused).toMatchObject({ status: 400, body: { fields: [{ path: 'password' }] } });
      }
    }
    await turnOn();
    await mailTo(service, person.email, 'Two-factor sign-in to Fluxbatch is on');
    expect((await person.call('POST', '/api/auth/two-factor/enable', password)).status).toBe(409);
    expect((await person.call('POST', '/api/auth/two-factor/disable', password)).status).toBe(204);
    await mailTo(service, person.email, 'Two-factor sign-in to Fluxbatch is off');
    expect((await person.call('POST', '/api/auth/two-factor/disable', password)).status).toBe(409);
    expect((await elsewhere().signIn()).body).toHaveProperty('person');
  });

  it('ends all other sessions, and what was begun without it', async () => {
    const other = elsewhere();
    await other.signIn();
    await turnOn();
    expect(await isIn(person)).toBe(true);
    expect(await isIn(other)).toBe(false);
  });

  it('is asked of every session, however it came about', async () => {
    await turnOn();
    // As one that an older process begins, which knows of no second factor.
    await service.sql.pool.query('UPDATE sessions SET second_factor = false, proved_by = NULL');
    expect(await isIn(person)).toBe(false);
  });

  it('stays when the password is reset by a link of a mail', async () => {
    await turnOn();
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const token = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
    const begun = await waiting();
    const newPassword = 'another horse battery';
    expect((await person.call('POST', '/api/auth/password', { token, newPassword })).status).toBe(204);
    // What waited with the old password is over.
    expect((await withCode(begun, app.code(-1))).status).toBe(401);
    const browser = elsewhere();
    expect((await browser.signIn(newPassword)).body).toEqual({ twoFactor: true });
    expect(await isIn(browser)).toBe(false);
    expect((await withCode(browser, app.code())).status).toBe(200);
  });

  it('takes each code once, and none from before it', async () => {
    await turnOn();
    const [first, second] = [await waiting(), await waiting()];
    expect((await withCode(first, app.code())).status).toBe(200);
    for (const code of [app.code(), app.code(-1)]) {
      expect(await withCode(second, code)).toMatchObject({ status: 400, body: { fields: [{ path: 'code' }] } });
    }
    expect((await withCode(second, app.code(1))).status).toBe(200);
    await later();
    const browsers = await Promise.all([1, 2, 3, 4].map(() => waiting()));
    const at = await Promise.all(browsers.map((browser) => withCode(browser, app.code())));
    expect(at.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400]);
  });

  it('takes each backup code once, however it is typed, and keeps hashes alone', async () => {
    await turnOn();
    expect(new Set(backupCodes).size).toBe(10);
    const { rows } = await service.sql.pool.query<{ hash: string }>(
      'SELECT b.hash FROM backup_codes b JOIN people p ON p.id = b.person_id WHERE p.email = $1',
      [person.email],
    );
    expect(rows.map(({ hash }) => hash).every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    const [code = '', next = ''] = backupCodes;
    expect(code).toMatch(/^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/);
    const browsers = await Promise.all([1, 2, 3].map(() => waiting()));
    const typed = code.toLowerCase().replaceAll('-', ' ');
    const at = await Promise.all(browsers.map((browser) => withCode(browser, typed)));
    expect(at.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    expect(await mailTo(service, person.email, 'A backup code for Fluxbatch was used')).toContain('You have 9 left');
    const fresh = await person.call<Begun>('POST', '/api/auth/two-factor/backup-codes', password);
    expect(fresh.body.backupCodes.length).toBe(10);
    expect((await withCode(await waiting(), next)).status).toBe(400);
    expect((await withCode(await waiting(), fresh.body.backupCodes[9] ?? '')).status).toBe(200);
  });

  it('bounds guesses by sign-in and by person, in the database; backup codes still let the person in', async () => {
    await turnOn();
    const guess = async (browser: Person) => (await withCode(browser, app.wrong())).status;
    for (let round = 0; round < 4; round += 1) {
      await service.flushRedis();
      const browser = await waiting();
      const statuses: number[] = [];
      for (let n = 0; n < 6; n += 1) statuses.push(await guess(browser));
      expect(statuses).toEqual([400, 400, 400, 400, 400, 401]);
    }
    await service.flushRedis();
    const browser = await waiting();
    const refused = await withCode(browser, app.code());
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
    // Nor in a session that confirms.
    expect((await person.call('POST', '/api/auth/confirm', { code: app.code() })).status).toBe(429);
    expect(await mailTo(service, person.email, 'Somebody is guessing your codes for Fluxbatch')).toContain(
      'knows your password',
    );
    expect((await withCode(browser, backupCodes[0] ?? '')).status).toBe(200);
    await service.sql.pool.query(
      `UPDATE second_factors SET tried_at = array(SELECT at - interval '1 day' FROM unnest(tried_at) at)`,
    );
    expect((await withCode(await waiting(), app.code())).status).toBe(200);
  });

  it('counts many guesses at once as one after the other', async () => {
    await turnOn();
    await service.sql.pool.query(`UPDATE second_factors SET tried_at = array_fill(now()::timestamptz(3), ARRAY[16])`);
    const browsers = await Promise.all([1, 2, 3].map(() => waiting()));
    const guesses = browsers.flatMap((browser) => [1, 2, 3].map(() => withCode(browser, app.wrong())));
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 400).length).toBe(4);
    expect(statuses.filter((status) => status === 429).length).toBe(5);
  });

  it('keeps its secret sealed, bound to the person', async () => {
    await turnOn();
    const other = await makePerson(service);
    const secret = new URL(app.uri).searchParams.get('secret') ?? '';
    const { rows } = await service.sql.pool.query<{ sealed_secret: string }>(
      'SELECT f.* FROM second_factors f JOIN people p ON p.id = f.person_id WHERE p.email = $1',
      [person.email],
    );
    expect(rows[0]?.sealed_secret).toMatch(/^v2:/);
    expect(JSON.stringify(rows)).not.toContain(secret);
    await other.call('POST', '/api/auth/two-factor/enable', password);
    await service.sql.pool.query(
      'UPDATE second_factors SET sealed_secret = $2 FROM people p WHERE p.id = person_id AND p.email = $1',
      [other.email, rows[0]?.sealed_secret],
    );
    expect((await other.call('POST', '/api/auth/two-factor/verify', { code: app.code() })).status).toBe(500);
  });

  it('is asked for no longer than ten minutes after the password', async () => {
    await turnOn();
    const inTime = await waiting();
    await letPass(service, 570);
    expect((await withCode(inTime, app.code())).status).toBe(200);
    await later();
    const late = await waiting();
    expect([...late.steps.keys()]).toEqual(['fluxbatch.two-factor']);
    await letPass(service, 601);
    expect((await withCode(late, app.code())).status).toBe(401);
    const stranger = await makePerson(service);
    expect((await withCode(stranger, app.code())).status).toBe(401);
    expect((await kept(service, stranger.email, 1)).length).toBe(1);
  });
});

describe('the secret of a second factor', () => {
  it('is sealed anew with a newer key, and goes on when the older one is given up', async () => {
    const [old, fresh] = [randomBytes(32), randomBytes(32)].map((key) => key.toString('base64'));
    const database = await scratchDatabase();
    await migrate(database.url);
    const withKeys = (ENCRYPTION_KEY: string) =>
      startService({ databaseUrl: database.url, environment: { ROLE: 'api', ENCRYPTION_KEY } });
    let service = await withKeys(`${old}`);
    const person = await makePerson(service);
    const begun = await person.call<Begun>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    const app = new AuthenticatorApp(begun.body.totpUri);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code(-1) })).status).toBe(204);
    await service.close();
    service = await withKeys(`${fresh},${old}`);
    let after: string | undefined;
    do {
      const { body } = await service.client.admin<{ unreadable: number; next: string | null }>('POST', '/reseal', {
        after,
      });
      expect(body.unreadable).toBe(0);
      after = body.next ?? undefined;
    } while (after !== undefined);
    await service.close();
    service = await withKeys(`${fresh}`);
    const browser = new Person(service, person.email);
    await browser.signIn();
    expect((await browser.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() })).status).toBe(200);
    await service.close();
    await database.drop();
  });
});
