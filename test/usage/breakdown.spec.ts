import type { BreakdownView } from '../../src/usage/breakdown-view.js';
import { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

interface Breakdown {
  by: string;
  from: string;
  to: string;
  data: BreakdownView[];
  next: string | null;
}

const dayOf = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
/** All days that the tests use. */
const ALL = `from=${dayOf(-5)}&to=${dayOf(300)}`;

describe('where usage went', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    await moveCreditClock(service.sql, 0);
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const ask = async (query: string) => (await account.get<Breakdown>(`/api/usage/breakdown?${query}`)).body;
  const rowsOf = async (accountId: string) =>
    (await service.sql.pool.query('SELECT * FROM credit_usage WHERE account_id = $1', [accountId])).rows;

  it('is counted by the day (UTC) of the settlement, both credits apart, the newest first', async () => {
    const early = await holdBatch(service, account, 4, true);
    await (await holdBatch(service, account, 3)).end(2);
    await moveCreditClock(service.sql, 2);
    await early.end(3);
    const { data, ...said } = await ask(`by=day&${ALL}`);
    expect(said).toEqual({ by: 'day', from: dayOf(-5), to: dayOf(300), next: null });
    const none = { unchanged: 0 };
    expect(data).toEqual([
      {
        day: dayOf(2),
        credits: { compression: 3, ai: 3 },
        images: { succeeded: 3, failed: 1, ...none },
        bytesSaved: 0,
      },
      {
        day: dayOf(0),
        credits: { compression: 2, ai: 0 },
        images: { succeeded: 2, failed: 1, ...none },
        bytesSaved: 0,
      },
    ]);
    const page = await ask(`by=day&${ALL}&limit=1`);
    expect(page).toMatchObject({ data: data.slice(0, 1), next: dayOf(2) });
    expect(await ask(`by=day&${ALL}&limit=1&cursor=${page.next}`)).toMatchObject({ data: data.slice(1), next: null });
  });

  it('takes days and times: every day that is touched counts whole, and the day that `to` names does not', async () => {
    await (await holdBatch(service, account, 1)).end(1);
    const days = async (query: string) => {
      const { from, to, data } = await ask(`by=day&${query}`);
      return [from, to, data.length];
    };
    expect(await days('')).toEqual([dayOf(-29), dayOf(1), 1]);
    expect(await days(`from=${dayOf(-1)}&to=${dayOf(0)}`)).toEqual([dayOf(-1), dayOf(0), 0]);
    expect(await days(`from=${dayOf(-1)}T23:59:59Z&to=${dayOf(0)}T00:00:01Z`)).toEqual([dayOf(-1), dayOf(1), 1]);
    expect(await days(`from=${dayOf(0)}T03:00:00%2B04:00&to=${dayOf(1)}`)).toEqual([dayOf(-1), dayOf(1), 1]);
  });

  it('refuses a time that is empty, too long or no time, and anything else it could not mean', async () => {
    const refused = ['by=week', '', 'by=day&from=2026-13-01', 'by=day&from=2026-02-02&to=2026-02-02'];
    refused.push('by=day&from=2025-01-01&to=2026-01-03', 'by=day&limit=1000', 'by=day&format=xml', 'by=day&key=1');
    for (const query of refused) {
      const answer = await account.get(`/api/usage/breakdown?${query}`);
      expect({ query, status: answer.status }).toEqual({ query, status: 400 });
    }
    expect(await ask('by=day&from=2025-01-01&to=2026-01-02')).toMatchObject({ from: '2025-01-01', to: '2026-01-02' });
  });

  it('is one row for a key and a day, however many images and batches it had', async () => {
    const { body: key } = await account.post<{ id: string }>('/api/keys', { name: 'shop' });
    const by = { keyId: key.id, personId: null };
    await (await holdBatch(service, account, 1_300, false, { by })).end(1_200);
    await (await holdBatch(service, account, 10, true, { by })).end(10);
    expect(await rowsOf(account.id)).toMatchObject([{ key_id: key.id, compression: 1_210, ai: 10, failed: 100 }]);
  });

  it('names keys and connections by what they are called now, and keeps those that are gone apart', async () => {
    const made = async (name: string) => (await account.post<{ id: string }>('/api/keys', { name })).body.id;
    const [shop, old] = [await made('shop'), await made('old')];
    for (const [keyId, images] of [
      [shop, 3],
      [old, 2],
      [null, 1],
    ] as const)
      await (await holdBatch(service, account, images, false, { by: { keyId, personId: null } })).end(images);
    await account.delete(`/api/keys/${old}`);
    const keys = (await ask(`by=key&${ALL}`)).data.map(({ key, credits }) => [key?.id, key?.name, credits.compression]);
    expect(keys).toEqual([
      [old, null, 2],
      [shop, 'shop', 3],
      [undefined, undefined, 1],
    ]);
    const other = await service.client.account();
    expect((await other.get<Breakdown>(`/api/usage/breakdown?by=key&${ALL}`)).body.data).toEqual([]);
  });

  it('lists batches that were made in the time, page by page, with all they used', async () => {
    const ids: string[] = [];
    for (const images of [1, 2, 3]) {
      const batch = await holdBatch(service, account, images, true);
      await batch.end(images);
      ids.unshift(batch.id);
    }
    const first = await ask('by=batch&limit=2');
    expect(first.data.map(({ batch, credits }) => [batch?.id, credits])).toEqual([
      [ids[0], { compression: 3, ai: 3 }],
      [ids[1], { compression: 2, ai: 2 }],
    ]);
    const rest = await ask(`by=batch&limit=2&cursor=${first.next}`);
    expect(rest).toMatchObject({
      data: [{ batch: { id: ids[2] }, images: { succeeded: 1, unchanged: null } }],
      next: null,
    });
    expect((await ask(`by=batch&from=${dayOf(-9)}&to=${dayOf(0)}`)).data).toEqual([]);
  });

  it('comes as CSV with all rows, whose names no spreadsheet runs', async () => {
    const { body: key } = await account.post<{ id: string }>('/api/keys', { name: '=HYPERLINK("x","y")' });
    await (await holdBatch(service, account, 2, true, { by: { keyId: key.id, personId: null } })).end(2);
    await (await holdBatch(service, account, 1)).end(0);
    const path = `/api/usage/breakdown?by=key&limit=1&${ALL}`;
    const csv = await account.get<string>(path, { accept: 'text/csv' });
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.body.split('\r\n')).toEqual([
      'key,keyName,compressionCredits,aiCredits,succeeded,failed,unchanged,bytesSaved',
      `${key.id},"'=HYPERLINK(""x"",""y"")",2,2,2,0,0,0`,
      ',,0,0,0,1,0,0',
      '',
    ]);
    expect((await account.get(`${path}&format=csv`)).body).toBe(csv.body);
    const json = await account.get<Breakdown>(`${path}&format=json`, { accept: 'text/csv' });
    expect(json.body.data).toHaveLength(1);
    expect((await account.get('/api/usage/breakdown?by=day&from=x', { accept: 'text/csv' })).status).toBe(400);
  });

  it('is compared with the ledger by the audit, day by day', async () => {
    const broken = async () => {
      const { body } = await service.client.admin<{ checks: { name: string; ok: boolean }[] }>('GET', '/audit');
      return body.checks.filter(({ ok }) => !ok).map(({ name }) => name);
    };
    await (await holdBatch(service, account, 2, true)).end(2);
    const change = (sql: string) =>
      service.sql.pool.query(`UPDATE credit_usage SET ${sql} WHERE account_id = $1`, [account.id]);
    const check = 'what a day used is what the ledger says was used on it';
    for (const [wrong, right] of [
      ['compression = 1', 'compression = 2'],
      ['ai = 3', 'ai = 2'],
      ['day = day - 1', 'day = day + 1'],
    ]) {
      await change(wrong ?? '');
      expect(await broken()).toEqual([check]);
      await change(right ?? '');
    }
  });
});
