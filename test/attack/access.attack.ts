import { createHmac } from 'node:crypto';
import { makeBucket } from '../support/bucket.js';
import { Browser, newPerson, PASSWORD, type NewPerson } from './support/people.js';
import { startStage, type Stage } from './support/stage.js';

interface Made {
  id: string;
  key: string;
}

describe('more access than was given', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage.end());

  it('a narrow key does no more, and makes nothing wider', async () => {
    const account = await stage.api.account();
    const made = await account.post<Made>('/api/keys', { name: 'narrow', scopes: ['read'] });
    expect(made.status).toBe(201);
    const bucket = await makeBucket(account);
    const source = { connection: bucket.connection, keys: ['a.jpg'] };
    const by = (method: string, path: string, body: unknown = {}) =>
      stage.api.call(method, path, { token: made.body.key, body: method === 'GET' ? undefined : body });
    expect((await by('GET', '/api/usage')).status).toBe(200);
    const tried = [
      await by('POST', '/api/keys', { name: 'wide', scopes: ['full'] }),
      await by('POST', `/api/keys/${made.body.id}/roll`),
      await by('DELETE', `/api/keys/${made.body.id}`),
      await by('POST', '/api/batches', { source }),
      await by('POST', '/api/connections', bucket.connectionRequest),
      await by('DELETE', `/api/connections/${bucket.connection}`),
      await by('POST', '/api/webhooks', { url: 'http://127.0.0.1:9/' }),
      await by('PATCH', '/api/account', { name: 'Mine' }),
    ];
    expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 403));
  });

  it('a key opens nothing after its end', async () => {
    const account = await stage.api.account();
    const expiresAt = new Date(Date.now() + 2_500).toISOString();
    const { body } = await account.post<Made>('/api/keys', { name: 'short', expiresAt });
    const look = () => stage.api.call('GET', '/api/usage', { token: body.key });
    expect((await look()).status).toBe(200);
    await new Promise((wake) => setTimeout(wake, 3_000));
    expect((await look()).status).toBe(401);
  });

  it('a session that was left open changes no access', async () => {
    const { browser } = await newPerson(stage);
    await stage.query(`UPDATE sessions SET created_at = created_at - interval '20 minutes',
      confirmed_at = confirmed_at - interval '20 minutes'`);
    const tried = [
      await browser.call('POST', '/api/keys', { name: 'stolen' }),
      await browser.call('POST', '/api/account/members', { email: 'thief@example.com', role: 'owner' }),
      await browser.call('PATCH', '/api/account', { email: 'thief@example.com' }),
      await browser.call('POST', '/api/auth/two-factor/enable', { password: PASSWORD }),
    ];
    expect(tried.map(({ status, body }) => [status, body.requires])).toEqual(tried.map(() => [403, 'confirmation']));
    expect((await browser.call('GET', '/api/keys')).status).toBe(200);
  });

  it('a password alone signs nobody in who has a second factor, and codes are not guessed for long', async () => {
    const { person, secret } = await withSecondFactor();
    const thief = new Browser(stage);
    expect((await thief.signIn(person.email)).body).toEqual({ twoFactor: true });
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
    const statuses: number[] = [];
    for (let guess = 0; guess < 40; guess += 1) {
      if (guess % 4 === 0) {
        // A sign-in bears a few wrong codes. A patient thief waits for the next, as long as it takes.
        await stage.redis.flushdb();
        await thief.signIn(person.email);
      }
      const code = String((Number(codeOf(secret)) + 1 + guess) % 1_000_000).padStart(6, '0');
      statuses.push((await thief.call('POST', '/api/auth/sign-in/two-factor', { code })).status);
    }
    expect(statuses).toContain(429);
    expect((await thief.call('GET', '/api/account')).status).toBe(401);
  });

  it('a code works once', async () => {
    const { person, secret } = await withSecondFactor();
    // Of the step after the one that was used to turn it on.
    const code = codeOf(secret, 1);
    const use = async () => {
      const browser = new Browser(stage);
      await browser.signIn(person.email);
      return (await browser.call('POST', '/api/auth/sign-in/two-factor', { code })).status;
    };
    const statuses = await Promise.all([use(), use(), use()]);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await use()).not.toBe(200);
  });

  async function withSecondFactor(): Promise<{ person: NewPerson; secret: string }> {
    const person = await newPerson(stage);
    const begun = await person.browser.call<{ totpUri: string }>('POST', '/api/auth/two-factor/enable', {
      password: PASSWORD,
    });
    const secret = new URL(begun.body.totpUri).searchParams.get('secret') ?? '';
    const on = await person.browser.call('POST', '/api/auth/two-factor/verify', { code: codeOf(secret) });
    expect(on.status).toBeLessThan(300);
    return { person, secret };
  }
});

/** RFC 6238, with the usual values: SHA-1, 30 seconds, six digits. */
function codeOf(base32: string, stepsAhead = 0): string {
  const bits = [...base32]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsAhead));
  const hash = createHmac('sha1', key).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 15;
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0');
}
