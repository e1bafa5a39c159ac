import pg from 'pg';
import { AuthenticatorApp } from '../support/authenticator-app.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { Passkey } from '../support/passkey.js';
import { mailTo, makePerson, PASSWORD, Person, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

const GATE = 4711;
const ANOTHER = 'another horse battery';

interface Challenge {
  options: { challenge: string };
}

/** Somebody has proved who they are, and the row of their session, or of what they change, is about to be written. */
describe('when all sessions of a person end', () => {
  let service: Service;
  let gate: pg.Client;
  let person: Person;
  let app: AuthenticatorApp;
  let passkey: Passkey;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    gate = new pg.Client({ connectionString: service.environment.DATABASE_URL });
    await gate.connect();
    // A row waits before it is written: everything that was to be looked at was looked at, and nothing of the row holds a lock.
    await gate.query(
      `CREATE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${GATE}); RETURN NEW; END $$;
       CREATE TRIGGER gate BEFORE INSERT ON sessions FOR EACH ROW EXECUTE FUNCTION wait_at_gate()`,
    );
  });
  beforeEach(async () => {
    await service.flushRedis();
    person = await makePerson(service);
    passkey = new Passkey(service.settings.publicUrl);
    expect(await passkey.register(person)).toBe(201);
  });
  afterAll(async () => {
    await gate.end();
    await service.close();
  });

  const elsewhere = () => new Person(service, person.email);
  const isIn = async (browser: Person) => (await browser.call('GET', '/api/account')).status === 200;
  const sessions = async () =>
    (
      await service.sql.pool.query(
        'SELECT s.id FROM sessions s JOIN people p ON p.id = s.person_id WHERE p.email = $1',
        [person.email],
      )
    ).rows.length;
  async function turnOn(): Promise<void> {
    const begun = await person.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    app = new AuthenticatorApp(begun.body.totpUri);
    expect((await person.call('POST', '/api/auth/two-factor/verify', { code: app.code(-1) })).status).toBe(204);
  }

  /** Keeps the person locked. */
  const hold = async () => {
    await gate.query('BEGIN');
    await gate.query('SELECT FROM people WHERE email = $1 FOR UPDATE', [person.email]);
  };
  const own = async () =>
    (
      await service.sql.pool.query(
        `SELECT array(SELECT id FROM passkeys k WHERE k.person_id = p.id) AS passkeys,
           array(SELECT hash FROM backup_codes b WHERE b.person_id = p.id ORDER BY hash) AS codes,
           array(SELECT enabled_at FROM second_factors f WHERE f.person_id = p.id) AS factors
         FROM people p WHERE p.email = $1`,
        [person.email],
      )
    ).rows;

  /** Ways in: each answers its last call, which writes the session. */
  const WAYS_IN: Record<string, (browser: Person) => Promise<() => Promise<{ status: number }>>> = {
    'a password': async (browser) => () => browser.signIn(),
    'a code': async (browser) => {
      await turnOn();
      expect((await browser.signIn()).body).toEqual({ twoFactor: true });
      return () => browser.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() });
    },
    'a passkey': async (browser) => {
      const { body } = await browser.call<Challenge>('POST', '/api/auth/passkeys/sign-in/options');
      return () => browser.call('POST', '/api/auth/passkeys/sign-in', { response: passkey.answer(body) });
    },
  };
  /** What ends them all, and whether the session of who does it stays. */
  const ENDS: Record<string, { end: () => Promise<number>; left: number }> = {
    'a reset by the operator': {
      end: async () => (await service.client.admin('POST', '/people/reset-sign-in', { email: person.email })).status,
      left: 0,
    },
    'a new password': {
      end: async () => {
        const body = { currentPassword: PASSWORD, newPassword: ANOTHER };
        return (await person.call('POST', '/api/auth/change-password', body)).status;
      },
      left: 1,
    },
    'a new password by a link': {
      end: async () => {
        await person.call('POST', '/api/auth/password-reset', { email: person.email });
        const token = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
        return (await person.call('POST', '/api/auth/password', { token, newPassword: ANOTHER })).status;
      },
      left: 0,
    },
    'signing out everywhere': {
      end: async () => (await person.call('POST', '/api/auth/sign-out-everywhere')).status,
      left: 0,
    },
    'signing out everywhere else': {
      end: async () => (await person.call('DELETE', '/api/auth/sessions')).status,
      left: 1,
    },
  };
  const CASES = Object.keys(ENDS).flatMap((end) => Object.keys(WAYS_IN).map((way) => [end, way] as const));

  it.each(CASES)('by %s, none is left to a sign-in with %s that is just finishing', async (ending, way) => {
    const { end, left } = ENDS[ending]!;
    const browser = elsewhere();
    const finish = await WAYS_IN[way]!(browser);
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    const finishing = finish();
    await untilWaitingForLocks(gate, 1);
    expect([200, 204]).toContain(await end());
    await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
    expect((await finishing).status).toBe(401);
    expect(browser.cookie).toBe('');
    expect(await sessions()).toBe(left);
    expect(await isIn(person)).toBe(left === 1);
  });

  it('by turning on a second factor, none is left to a sign-in without it', async () => {
    const browser = elsewhere();
    await gate.query('SELECT pg_advisory_lock($1)', [GATE]);
    const finishing = browser.signIn();
    await untilWaitingForLocks(gate, 1);
    await turnOn();
    await gate.query('SELECT pg_advisory_unlock($1)', [GATE]);
    expect((await finishing).status).toBe(401);
    expect(await sessions()).toBe(1);
  });

  it('a sign-in that waits for its code ends with them', async () => {
    await turnOn();
    const browser = elsewhere();
    expect((await browser.signIn()).body).toEqual({ twoFactor: true });
    expect((await person.call('POST', '/api/auth/sign-out-everywhere')).status).toBe(204);
    expect((await browser.call('POST', '/api/auth/sign-in/two-factor', { code: app.code() })).status).toBe(401);
  });

  it('a passkey that was looked at before lets nobody in after', async () => {
    const browser = elsewhere();
    const finish = await WAYS_IN['a passkey']!(browser);
    await gate.query('BEGIN');
    await gate.query('SELECT FROM passkeys k JOIN people p ON p.id = k.person_id WHERE p.email = $1 FOR UPDATE OF k', [
      person.email,
    ]);
    const finishing = finish();
    await untilWaitingForLocks(gate, 1);
    expect((await person.call('POST', '/api/auth/sign-out-everywhere')).status).toBe(204);
    await gate.query('COMMIT');
    expect((await finishing).status).toBe(401);
    expect(await sessions()).toBe(0);
  });

  it('a sign-in that begins after it goes on', async () => {
    expect((await person.call('POST', '/api/auth/sign-out-everywhere')).status).toBe(204);
    const browser = elsewhere();
    expect((await browser.signIn()).status).toBe(200);
    expect(await isIn(browser)).toBe(true);
  });

  it.each([
    [
      'adds no passkey',
      async () => {
        const another = new Passkey(service.settings.publicUrl);
        return another.register(person, () => hold());
      },
    ],
    [
      'deletes no passkey',
      async () => {
        const { body } = await person.call<{ data: { id: string }[] }>('GET', '/api/auth/passkeys');
        await hold();
        return (await person.call('DELETE', `/api/auth/passkeys/${body.data[0]?.id}`)).status;
      },
    ],
    [
      'does not turn off the second factor',
      async () => {
        await turnOn();
        await hold();
        return (await person.call('POST', '/api/auth/two-factor/disable', { password: PASSWORD })).status;
      },
    ],
    [
      'makes no backup codes',
      async () => {
        await turnOn();
        await hold();
        return (await person.call('POST', '/api/auth/two-factor/backup-codes', { password: PASSWORD })).status;
      },
    ],
    [
      'begins no second factor',
      async () => {
        await hold();
        return (await person.call('POST', '/api/auth/two-factor/enable', { password: PASSWORD })).status;
      },
    ],
  ])('a session that was let in just before %s', async (_, act) => {
    const acting = act();
    await untilWaitingForLocks(gate, 1);
    const before = await own();
    // As whoever ends them does, under the lock that the change waits for.
    await gate.query('DELETE FROM sessions s USING people p WHERE p.id = s.person_id AND p.email = $1', [person.email]);
    await gate.query('COMMIT');
    expect(await acting).toBe(401);
    expect(await own()).toEqual(before);
  });
});
