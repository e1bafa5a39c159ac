import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBucket } from '../support/bucket.js';
import { newPerson, someAddress } from './support/people.js';
import { startStage, type Stage } from './support/stage.js';

interface Made {
  id: string;
  key: string;
}

/** Few enough calls to use them up in a test; an account on the free plan may use keys here. */
const PLANS = { plans: { free: { requestsPerMinute: 60, features: ['api'] } } };

describe('secrets and limits', () => {
  let stage: Stage;

  beforeAll(async () => {
    const PLANS_FILE = join(tmpdir(), `fluxbatch-attack-${randomUUID()}.json`);
    await writeFile(PLANS_FILE, JSON.stringify(PLANS));
    stage = await startStage({ PLANS_FILE });
  });
  afterAll(() => stage.end());

  it('a sealed answer is not opened in another row', async () => {
    const victim = await stage.api.account();
    const attacker = await stage.api.account();
    const made = await victim.post<{ secret: string }>(
      '/api/webhooks',
      { url: 'http://127.0.0.1:9/' },
      idempotent('v'),
    );
    const body = { url: 'http://127.0.0.1:9/a' };
    await attacker.post('/api/webhooks', body, idempotent('a'));
    await stage.query(
      `UPDATE idempotency_keys SET sealed_answer = (SELECT sealed_answer FROM idempotency_keys WHERE account_id = $1)
       WHERE account_id = $2`,
      victim.id,
      attacker.id,
    );
    const replayed = await attacker.post('/api/webhooks', body, idempotent('a'));
    expect(made.body.secret).toMatch(/^whsec_/);
    expect(JSON.stringify(replayed.body)).not.toContain(made.body.secret);
  });

  it('a sealed secret of a connection is of no use in an endpoint', async () => {
    const victim = await stage.api.account();
    const { connection } = await makeBucket(victim);
    const endpoint = await victim.post<{ id: string }>('/api/webhooks', { url: 'http://127.0.0.1:9/' });
    await stage.query(
      `UPDATE webhook_endpoints SET sealed_secret = (SELECT sealed_secret FROM connections WHERE id = $1) WHERE id = $2`,
      connection,
      endpoint.body.id,
    );
    const [secret] = (await makeBucket(victim)).connectionRequest.secretAccessKey.split('\n');
    const answers = [
      await victim.get(`/api/webhooks/${endpoint.body.id}`),
      await victim.post(`/api/webhooks/${endpoint.body.id}/test`, {}),
      await victim.get(`/api/webhooks/${endpoint.body.id}/deliveries`),
    ];
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(secret);
  });

  it('a copy of the table of sessions is no way in', async () => {
    const { browser } = await newPerson(stage);
    const { rows } = await stage.query('SELECT token FROM sessions');
    const cookies = [...browser.cookies.values()].map((value) => decodeURIComponent(value));
    for (const { token } of rows as { token: string }[]) {
      expect(cookies.filter((cookie) => cookie.includes(token))).toEqual([]);
    }
    expect(rows.length).toBeGreaterThan(0);
  });

  it('an answer that shows a secret is not repeated for another key', async () => {
    const account = await stage.api.account();
    const other = await account.post<Made>('/api/keys', { name: 'other' });
    const body = { name: 'new' };
    const first = await account.post<Made>('/api/keys', body, idempotent('k'));
    const again = await stage.api.call<Made>('POST', '/api/keys', {
      token: other.body.key,
      body,
      headers: idempotent('k'),
    });
    expect(first.status).toBe(201);
    expect(JSON.stringify(again.body)).not.toContain(first.body.key);
  });

  it('the operator’s token cannot be guessed for long, and guesses are in the log without what was guessed', async () => {
    const address = { 'x-forwarded-for': '198.51.100.7' };
    const guess = (n: number) =>
      stage.api.call('GET', '/api/admin/accounts', { token: `guess-${n}-${'x'.repeat(40)}`, headers: address });
    const statuses: number[] = [];
    for (let n = 0; n < 300; n += 1) statuses.push((await guess(n)).status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    expect((await stage.api.admin('GET', '/accounts')).status).toBe(200);
    expect(stage.printed()).toMatch(/198\.51\.100\.7/);
    expect(stage.printed()).not.toMatch(/guess-\d/);
  });

  it('the figures are not for the operator’s token', async () => {
    const scrape = (token = '') => stage.api.call('GET', '/metrics', { token });
    expect((await scrape(stage.environment.ADMIN_TOKEN)).status).toBe(401);
    expect((await scrape(stage.environment.METRICS_TOKEN)).status).toBe(200);
  });

  it('new keys bring no new limit', async () => {
    const account = await stage.api.account({ plan: 'free' });
    let { key } = account;
    const statuses: number[] = [];
    for (let n = 0; n < 120 && !statuses.includes(429); n += 1) {
      const answer = await stage.api.call<Made>('POST', '/api/keys', { token: key, body: { name: `key ${n % 20}` } });
      statuses.push(answer.status);
      if (answer.status !== 201) continue;
      await stage.api.call('DELETE', `/api/keys/${answer.body.id}`, { token: key });
      const rolled = await stage.api.call<{ data: Made[] }>('GET', '/api/keys', { token: key });
      const own = rolled.body.data?.at(-1)?.id ?? '';
      const fresh = await stage.api.call<Made>('POST', `/api/keys/${own}/roll`, { token: key });
      if (fresh.status === 200) key = fresh.body.key;
    }
    expect(statuses).toContain(429);
  });

  it('one network of IPv6 is one caller', async () => {
    const statuses: number[] = [];
    for (let n = 1; n <= 90; n += 1) {
      const headers = { 'x-forwarded-for': `2001:db8:77:1::${n.toString(16)}` };
      const body = { email: someAddress(), password: 'nobody knows it' };
      statuses.push((await stage.api.call('POST', '/api/auth/sign-in', { body, headers })).status);
    }
    expect(statuses).toContain(429);
  });

  it.each([
    ['cacheControl', { destination: { cacheControl: 'public\r\nx-evil: 1' } }],
    ['cacheControl', { destination: { cacheControl: 'max-age=1; “quoted”' } }],
    ['cacheControl', { destination: { cacheControl: '\u{1f4a5}' } }],
  ])('%s that is no header is refused at once', async (field, request) => {
    const account = await stage.api.account();
    const { connection } = await makeBucket(account);
    const source = { connection, keys: ['a.jpg'] };
    const { status, body } = await account.post<{ fields: { path: string }[] }>('/api/batches', { source, ...request });
    expect([status, body.fields?.[0]?.path]).toEqual([400, `destination.${field}`]);
  });
});

function idempotent(key: string): Record<string, string> {
  return { 'idempotency-key': key };
}
