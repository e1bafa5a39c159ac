import { makeBucket } from '../support/bucket.js';
import { mailTo, makePerson, PASSWORD, tokenIn } from '../support/person.js';
import { startService, type Service } from '../support/service.js';

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
    await service.sql.pool.query('ALTER TABLE api_keys RENAME TO away');
    const broken = await account.get<object>('/api/usage', { 'x-request-id': 'the-broken-one' });
    await service.sql.pool.query('ALTER TABLE away RENAME TO api_keys');
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
    for (const [name, secret] of Object.entries(secrets)) {
      expect([name, secret.length > 7]).toEqual([name, true]);
      expect([name, printed.includes(secret)]).toEqual([name, false]);
    }
  });
});
