import { newId } from '../../src/common/ids.js';
import type { AccountClient } from '../support/client.js';
import { makePerson, PASSWORD, Person, someAddress } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Entry {
  id: string;
  act: string;
  actor: { kind: string; id: string | null };
  details: Record<string, unknown>;
  address: string | null;
  userAgent: string | null;
}

const ALICE = 'alice:the-token:of-alice-with-a-colon';
const BOB = 'bob:the-token-of-bob-is-long';

describe('the log of an account', () => {
  let service: Service;
  let account: AccountClient;
  const tokenOf = (pair: string) => pair.slice(pair.indexOf(':') + 1);
  const as = <T>(pair: string, method: string, path: string, body?: unknown, headers?: object) =>
    service.client.call<T>(method, `/api/admin${path}`, { token: tokenOf(pair), body, headers });
  const log = async (of = account) => (await of.get<{ data: Entry[] }>('/api/account/log?limit=200')).body.data;

  beforeAll(async () => {
    service = await startService({
      environment: { ROLE: 'api', ADMIN_TOKENS: `${ALICE}, ${BOB}`, TRUSTED_PROXIES: 'loopback' },
    });
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  afterAll(() => service.close());

  it('names the operator who did something', async () => {
    const { id } = account;
    await as(ALICE, 'PATCH', `/accounts/${id}`, { plan: 'agency' });
    await as(BOB, 'POST', `/accounts/${id}/topups`, { credits: 5, reference: 'gift' });
    await as(BOB, 'POST', `/accounts/${id}/topups`, { credits: 5, reference: 'gift' });
    await as(ALICE, 'POST', `/accounts/${id}/members`, { email: someAddress(), role: 'owner' });
    const [invited, granted, changed] = await log();
    expect(changed).toMatchObject({ act: 'plan.changed', actor: { kind: 'operator', id: 'alice' } });
    const details = { reference: 'gift', credits: 5 };
    expect(granted).toMatchObject({ act: 'topup.granted', actor: { kind: 'operator', id: 'bob' }, details });
    expect(invited).toMatchObject({ act: 'member.invited', actor: { kind: 'operator', id: 'alice' } });
    for (const token of ['bob', tokenOf(BOB).slice(1), `${tokenOf(BOB)}x`, `${ALICE}, ${BOB}`]) {
      expect((await service.client.call('GET', '/api/admin/audit', { token })).status).toBe(401);
    }
  });

  it('has the address and the program of each request', async () => {
    const headers = { 'user-agent': 'curl/8.9', 'x-forwarded-for': '203.0.113.7' };
    await account.post('/api/keys', { name: 'one' }, headers);
    await account.post('/api/keys', { name: 'two' }, { ...headers, 'user-agent': 'x'.repeat(1_000) });
    const [two, one] = await log();
    expect(one).toMatchObject({ act: 'key.created', address: '203.0.113.7', userAgent: 'curl/8.9' });
    expect(two?.userAgent).toBe('x'.repeat(300));
  });

  it('has failed sign-ins to all accounts of a person, and is not filled by them', async () => {
    const email = someAddress();
    await as(ALICE, 'POST', `/accounts/${account.id}/members`, { email, role: 'owner' });
    const person = await makePerson(service, email);
    await person.accept();
    const failed = async () => (await log()).filter(({ act }) => act === 'person.sign_in_failed');
    const wrong = (from: string, password = 'wrong horse battery') =>
      new Person(service, email).call('POST', '/api/auth/sign-in', { email, password }, { 'x-forwarded-for': from });
    expect((await wrong('203.0.113.8')).status).toBe(401);
    const [entry] = await until(failed, ({ length }) => length === 1);
    expect(entry).toMatchObject({
      actor: { kind: 'anybody', id: null },
      details: { email },
      address: '203.0.113.8',
    });
    await wrong('203.0.113.8');
    await wrong('203.0.113.9');
    await until(failed, ({ length }) => length === 2);
    expect((await wrong('203.0.113.10', PASSWORD)).status).toBe(200);
    const own = await person.call<{ data: Entry[] }>('GET', '/api/account/log');
    expect(own.body.data.map(({ act }) => act)).toContain('person.sign_in_failed');
    await service.sql.pool.query(
      `INSERT INTO account_log (id, account_id, act, actor_kind, details, address)
       SELECT id, $1, 'person.sign_in_failed', 'anybody', '{}', id FROM unnest($2::text[]) AS id`,
      [account.id, Array.from({ length: 100 }, () => newId('log'))],
    );
    const before = (await failed()).length;
    await wrong('203.0.113.11');
    await wrong('203.0.113.12');
    expect((await failed()).length).toBe(before);
  });

  it('is exported line by line, with whatever callers wrote inside JSON strings', async () => {
    const nasty = '=HYPERLINK("http://evil") </script> {"act":"x"}';
    await account.post('/api/keys', { name: nasty }, { 'user-agent': '=1+1\u0009"' });
    await service.sql.pool.query(
      `INSERT INTO account_log (id, account_id, act, actor_kind, details)
       SELECT 'log_0' || lpad(n::text, 25, '0'), $1, 'plan.changed', 'service', '{}' FROM generate_series(1, 450) n`,
      [account.id],
    );
    const all = Number(
      (await service.sql.pool.query('SELECT count(*) FROM account_log WHERE account_id = $1', [account.id])).rows[0]
        .count,
    );
    for (const answer of [
      await account.get<string>('/api/account/log.jsonl'),
      await as<string>(ALICE, 'GET', `/accounts/${account.id}/log.jsonl`),
    ]) {
      expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
      const lines = answer.body.trimEnd().split('\n');
      expect(lines).toHaveLength(all);
      const entries = lines.map((line) => JSON.parse(line) as Entry);
      expect(entries[0]).toMatchObject({ details: { name: nasty }, userAgent: '=1+1\t"' });
      expect(new Set(entries.map(({ id }) => id)).size).toBe(all);
      expect(entries.map(({ id }) => id)).toEqual(
        entries
          .map(({ id }) => id)
          .sort()
          .reverse(),
      );
    }
    expect((await as(BOB, 'GET', '/accounts/acc_nobody/log.jsonl')).status).toBe(404);
  });
});
