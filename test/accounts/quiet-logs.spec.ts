import { AuthenticatorApp } from '../support/authenticator-app.js';
import { makeBucket } from '../support/bucket.js';
import { Passkey } from '../support/passkey.js';
import { mailTo, makePerson, PASSWORD, Person, signUpToken, someAddress, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

interface Begun {
  totpUri: string;
  backupCodes: string[];
}
interface Challenge {
  options: { challenge: string };
}

/** Everything that is logged, at the most talkative level, while every secret there is goes through the service. */
describe('the log', () => {
  let service: Service;
  let printed = '';
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));

  beforeAll(async () => {
    for (const stream of streams) {
      stream.write = ((text: string | Uint8Array) => {
        printed += String(text);
        return true;
      }) as typeof stream.write;
    }
    service = await startService({ environment: { LOG_LEVEL: 'trace', S3_SECRET_ACCESS_KEY: 'S3RVER' } });
  });
  afterAll(async () => {
    await service.close();
    streams.forEach((stream, index) => (stream.write = writes[index] as typeof stream.write));
  });

  /** None of them was printed; those that are only digits may stand in longer numbers. */
  function expectUnsaid(secrets: Record<string, string>): void {
    for (const [name, secret] of Object.entries(secrets)) {
      const said = /^\d{6}$/.test(secret) ? new RegExp(`\\b${secret}\\b`).test(printed) : printed.includes(secret);
      expect([name, secret.length > 5, said]).toEqual([name, true, false]);
    }
  }
  /** While the database balks at a table: what fails is logged, with what the database says. */
  async function without<T>(table: string, work: () => Promise<T>): Promise<T> {
    await service.sql.pool.query(`ALTER TABLE ${table} RENAME TO away`);
    const before = printed.length;
    const result = await work();
    await service.sql.pool.query(`ALTER TABLE away RENAME TO ${table}`);
    expect(printed.slice(before)).toContain(table);
    return result;
  }

  it('holds none of the secrets that were used', async () => {
    const person = await makePerson(service);
    await person.call('POST', '/api/auth/password-reset', { email: person.email });
    const resetToken = tokenIn(await mailTo(service, person.email, 'Choose a new password for Fluxbatch'));
    const verifyToken = tokenIn(await mailTo(service, person.email, 'Finish signing up for Fluxbatch'));
    await person.signIn('a wrong password');
    await person.call('POST', '/api/auth/change-password', {
      currentPassword: 'another wrong one',
      newPassword: 'fresh password',
    });
    const account = await service.client.account();
    const rolled = await account.post<{ id: string; key: string }>('/api/keys', { name: 'x' });
    const again = await account.post<{ key: string }>(`/api/keys/${rolled.body.id}/roll`, {});
    const bucket = await makeBucket(account);
    const secretKey = 'c0nnection-s3cret';
    await account.post('/api/connections', {
      ...bucket.connectionRequest,
      accessKeyId: 'WRONG',
      secretAccessKey: secretKey,
    });
    const webhook = await account.post<{ secret: string }>('/api/webhooks', { url: 'http://127.0.0.1:9/' });
    await service.client.call('GET', '/api/usage', { token: 'flx_live_wrong' });
    await service.client.call('GET', `/api/usage?key=${account.key}`);
    // The database balks in the middle of a call: that is logged, with its cause.
    const broken = await without('api_keys', () =>
      account.get<object>('/api/usage', { 'x-request-id': 'the-broken-one' }),
    );
    expect(broken).toMatchObject({
      status: 500,
      body: { error: 'Something went wrong on our side', code: 'internal' },
    });
    expect(JSON.stringify(broken.body)).not.toContain('api_keys');
    expect(printed).toContain('GET /api/usage the-broken-one');
    const { encryptionKey, operators, databaseUrl } = service.settings;
    const secrets = {
      password: PASSWORD,
      'wrong password': 'a wrong password',
      'session cookie': decodeURIComponent(person.cookie.split('=')[1] ?? '').slice(0, 32),
      'reset token': resetToken,
      'verification token': verifyToken,
      key: account.key,
      'rolled key': rolled.body.key,
      'new key': again.body.key,
      'connection secret': secretKey,
      'webhook secret': webhook.body.secret,
      'admin token': operators[0].token,
      'encryption key': encryptionKey[0].toString('base64'),
      'database password': new URL(databaseUrl).password,
      address: person.email,
    };
    expectUnsaid(secrets);
  });

  it('holds no secret of a second factor, no code and no challenge, whether they are right, wrong or meet a fault', async () => {
    const person = await makePerson(service);
    const begin = () => person.call<Begun>('POST', '/api/auth/two-factor/enable', { password: PASSWORD });
    await without('second_factors', begin);
    const begun = (await begin()).body;
    const app = new AuthenticatorApp(begun.totpUri);
    const verify = (code: string) => person.call('POST', '/api/auth/two-factor/verify', { code });
    const wrong = app.wrong();
    expect((await verify(wrong)).status).toBe(400);
    expect((await without('backup_codes', () => verify(app.code()))).status).toBe(500);
    expect((await verify(app.code())).status).toBe(204);
    const passkey = new Passkey(service.settings.publicUrl);
    const begunPasskey = await person.call<Challenge>('POST', '/api/auth/passkeys/options');
    await without('passkeys', () => person.call('POST', '/api/auth/passkeys/options'));
    expect(await passkey.register(person)).toBe(201);

    const browser = new Person(service, person.email);
    await browser.signIn();
    const [unused = '', used = ''] = begun.backupCodes;
    const withCode = (code: string) => browser.call('POST', '/api/auth/sign-in/two-factor', { code });
    expect((await withCode('AAAA-BBBB-CCCC-DDDD')).status).toBe(400);
    await without('backup_codes', () => withCode(unused));
    const step = decodeURIComponent([...browser.steps.values()][0]?.split('=')[1] ?? '');
    // The session is begun, and cannot be written.
    await without('sessions', () => withCode(unused));
    await browser.signIn();
    expect((await withCode(used)).status).toBe(200);
    const again = await browser.call<Begun>('POST', '/api/auth/two-factor/backup-codes', { password: PASSWORD });
    const signIn = await person.call<Challenge>('POST', '/api/auth/passkeys/sign-in/options');
    const response = passkey.answer(signIn.body);
    await without('passkeys', () => person.call('POST', '/api/auth/passkeys/sign-in', { response }));
    const confirm = await person.call<Challenge>('POST', '/api/auth/passkeys/confirm/options');
    const confirmation = { response: passkey.answer(confirm.body) };
    expect((await person.call('POST', '/api/auth/passkeys/confirm', confirmation)).status).toBe(204);

    expectUnsaid({
      'secret of the app': new URL(begun.totpUri).searchParams.get('secret') ?? '',
      code: app.code(),
      'earlier code': app.code(-1),
      'next code': app.code(1),
      'wrong code': wrong,
      'backup code of a fault': unused,
      'backup code': used,
      'backup code without its dashes': used.replaceAll('-', ''),
      'wrong backup code': 'AAAA-BBBB-CCCC-DDDD',
      'new backup code': again.body.backupCodes[0] ?? '',
      'step of a sign-in': step,
      'challenge of a new passkey': begunPasskey.body.options.challenge,
      'challenge of a sign-in': signIn.body.options.challenge,
      'challenge of a confirmation': confirm.body.options.challenge,
      'answer of a device': (confirmation.response as { response: { signature: string } }).response.signature,
      address: person.email,
    });
  });

  it('holds no token of any mail, whether it is right, wrong or meets a fault', async () => {
    const owner = await makePerson(service);
    const person = await makePerson(service);
    const newcomer = someAddress();
    await owner.call('POST', '/api/account/members', { email: person.email });
    const invitation = tokenIn(await mailTo(service, person.email, 'You are invited to an account on Fluxbatch'));
    await without('invitations', () => person.call('POST', '/api/auth/invitation', { token: invitation }));
    await person.call('POST', '/api/account/invitations/accept', { token: `${invitation}x` });
    await person.call('POST', '/api/account/invitations/accept', { token: invitation });
    const signUp = await signUpToken(service, newcomer);
    const chosen = { token: signUp, name: 'Eve', newPassword: 'password of a newcomer' };
    await without('verifications', () => person.call('POST', '/api/auth/verify', chosen));
    expect((await person.call('POST', '/api/auth/verify', chosen)).status).toBe(204);
    await service.client.admin('POST', '/people/reset-sign-in', { email: person.email });
    const reset = tokenIn(await mailTo(service, person.email, 'Your sign-in to Fluxbatch was reset'));
    const another = { token: reset, newPassword: 'password after a reset' };
    await without('credentials', () => person.call('POST', '/api/auth/password', another));
    expect((await person.call('POST', '/api/auth/password', another)).status).toBe(204);
    // A link that a browser opens has its token in the address.
    await person.call('GET', `/api/auth/verify?token=${reset}`);
    await person.call('GET', `/reset-password?token=${reset}`);
    expectUnsaid({
      invitation,
      'sign-up': signUp,
      reset,
      'password of a newcomer': 'password of a newcomer',
      'password after a reset': 'password after a reset',
      newcomer,
      'invited address': person.email,
    });
  });
});
