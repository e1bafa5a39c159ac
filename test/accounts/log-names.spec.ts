import { newId } from '../../src/common/ids.js';
import type { AccountClient } from '../support/client.js';
import { makePerson, Person, someAddress } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Entry {
  act: string;
  actor: object;
}

const ALICE = 'alice:the-token-of-alice-is-long';
const NOBODY = { name: null, email: null, masked: null };

describe('the names in the log of an account', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', ADMIN_TOKENS: ALICE } });
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  afterAll(() => service.close());

  const asAlice = <T>(method: string, path: string, body?: unknown) =>
    service.client.call<T>(method, `/api/admin${path}`, { token: ALICE.slice('alice:'.length), body });
  const log = async () => (await account.get<{ data: Entry[] }>('/api/account/log?limit=200')).body.data;
  /** What each of the three views says of the newest entries. */
  const actors = async (count: number) => {
    const exported = await account.get<string>('/api/account/log.jsonl');
    const views = [
      await log(),
      (await asAlice<{ data: Entry[] }>('GET', `/accounts/${account.id}/log`)).body.data,
      exported.body
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Entry),
    ].map((entries) => entries.slice(0, count).map(({ actor }) => actor));
    expect(views[1]).toEqual(views[0]);
    expect(views[2]).toEqual(views[0]);
    return views[0] ?? [];
  };

  it('say who did something in every view: a person, a key, an operator, and nobody', async () => {
    const email = someAddress();
    await asAlice('POST', `/accounts/${account.id}/members`, { email, role: 'owner' });
    const person = await makePerson(service, email);
    await person.accept();
    const made = await person.call<{ id: string; key: string; masked: string }>('POST', '/api/keys', { name: 'CI' });
    const { id, key, masked } = made.body;
    await service.client.call('POST', '/api/keys', { token: key, body: { name: 'by CI' } });
    await new Person(service, email).signIn('wrong horse battery');
    await until(log, ([newest]) => newest?.act === 'person.sign_in_failed');
    const personId = (
      await account.get<{ data: { id: string; email: string }[] }>('/api/account/members')
    ).body.data.find((member) => member.email === email)?.id;
    const ada = { kind: 'person', id: personId, name: 'Ada', email, masked: null };
    expect(await actors(5)).toEqual([
      { kind: 'anybody', id: null, ...NOBODY },
      { kind: 'key', id, name: 'CI', email: null, masked },
      ada,
      ada,
      { kind: 'operator', id: 'alice', name: 'alice', email: null, masked: null },
    ]);
  });

  it('are those of their time, whatever becomes of a key or a person', async () => {
    const made = await account.post<{ id: string; key: string; masked: string }>('/api/keys', { name: 'CI' });
    const { id, key, masked } = made.body;
    // It rolls itself, and deletes itself: the log says what it was when it did so.
    const rolled = await service.client.call<{ key: string; masked: string }>('POST', `/api/keys/${id}/roll`, {
      token: key,
    });
    expect(rolled.body.masked).not.toBe(masked);
    const gone = await service.client.call('DELETE', `/api/keys/${id}`, { token: rolled.body.key });
    expect(gone.status).toBe(204);
    const asCalled = { kind: 'key', id, name: 'CI', email: null };
    expect(await actors(2)).toEqual([
      { ...asCalled, masked: rolled.body.masked },
      { ...asCalled, masked },
    ]);
    const email = someAddress();
    await asAlice('POST', `/accounts/${account.id}/members`, { email });
    await (await makePerson(service, email)).accept();
    await service.sql.pool.query(`UPDATE people SET name = 'Another', email = $2 WHERE email = $1`, [
      email,
      someAddress(),
    ]);
    expect(await actors(1)).toMatchObject([{ kind: 'person', name: 'Ada', email }]);
  });

  it('are looked up for what earlier versions wrote, in as many reads for a whole page as for one entry', async () => {
    const email = someAddress();
    await makePerson(service, email);
    const stranger = await service.client.account();
    const { rows } = await service.sql.pool.query<{ person: string; own: string; other: string }>(
      `SELECT p.id AS person, (SELECT id FROM api_keys WHERE account_id = $2 ORDER BY id LIMIT 1) AS own,
         (SELECT id FROM api_keys WHERE account_id = $3) AS other FROM people p WHERE p.email = $1`,
      [email, account.id, stranger.id],
    );
    const { person, own, other } = rows[0] ?? { person: '', own: '', other: '' };
    const keys = (await account.get<{ data: { id: string; name: string; masked: string }[] }>('/api/keys')).body.data;
    const known = keys.find((key) => key.id === own);
    const write = (kind: string, id: string | null) =>
      service.sql.pool.query(
        `INSERT INTO account_log (id, account_id, act, actor_kind, actor_id, details) VALUES ($1, $2, 'plan.changed', $3, $4, '{}')`,
        [newId('log'), account.id, kind, id],
      );
    const written: [string, string | null, object][] = [
      ['person', person, { name: 'Ada', email, masked: null }],
      ['key', own, { name: known?.name, email: null, masked: known?.masked }],
      ['key', other, NOBODY],
      ['key', 'key_deleted', NOBODY],
      ['operator', 'alice', { ...NOBODY, name: 'alice' }],
      ['service', null, NOBODY],
    ];
    for (const [kind, id] of written) await write(kind, id);
    expect(await actors(6)).toEqual(written.toReversed().map(([kind, id, names]) => ({ kind, id, ...names })));
    const reads = async (limit: number) => {
      let count = 0;
      const counted = () => (count += 1);
      service.sql.pool.on('acquire', counted);
      expect((await account.get<{ data: object[] }>(`/api/account/log?limit=${limit}`)).body.data).toHaveLength(limit);
      service.sql.pool.off('acquire', counted);
      return count;
    };
    for (let n = 0; n < 30; n += 1) await write(n % 2 ? 'person' : 'key', n % 2 ? person : own);
    expect(await reads(30)).toBe(await reads(2));
  });
});
