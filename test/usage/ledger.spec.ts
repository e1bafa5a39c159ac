import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { LedgerService } from '../../src/usage/ledger.service.js';
import type { LedgerEntryView } from '../../src/usage/ledger-view.js';

const { jest } = import.meta;

type Entry = LedgerEntryView;

describe('the ledger', () => {
  let service: Service;

  beforeAll(async () => {
    const plans = {
      agency: { compressions: 30, ai: 10 },
      pro: { compressions: null, ai: 20, features: ['ai', 'api'] },
    };
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans } });
  });
  beforeEach(() => moveCreditClock(service.sql, 0));
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const admin = <T>(account: AccountClient, method: string, path: string, body?: object) =>
    service.client.admin<T>(method, `/accounts/${account.id}${path}`, body);

  /** Two periods with all kinds of movements. */
  async function lived(): Promise<AccountClient> {
    const account = await service.client.account();
    const late = await holdBatch(service, account, 8, true);
    await (await holdBatch(service, account, 5)).end(3);
    await admin(account, 'POST', '/topups', { credits: 12, reference: 'pay-1' });
    const adjustment = { credit: 'compression', reason: '=1+1', reference: '+case' };
    await admin(account, 'POST', '/adjustments', { ...adjustment, amount: -40 });
    await moveCreditClock(service.sql, 40);
    await account.usage();
    await admin(account, 'POST', '/adjustments', { ...adjustment, amount: 25, reference: '@case' });
    await (await holdBatch(service, account, 12, true)).end(7);
    await late.end(5);
    await admin(account, 'POST', '/topup-reversals', { credits: 4, reference: 'back-1', topup: 'pay-1' });
    return account;
  }

  async function pages(account: AccountClient, limit: number, filter = ''): Promise<Entry[]> {
    const all: Entry[] = [];
    for (let cursor = ''; ;) {
      const path = `/ledger?limit=${limit}${cursor && `&cursor=${cursor}`}${filter}`;
      const { body } = await admin<{ data: Entry[]; next: string | null }>(account, 'GET', path);
      all.push(...body.data);
      if (body.next === null) return all;
      cursor = body.next;
    }
  }

  const exported = async (account: AccountClient, query = '') => {
    const { body } = await admin<string>(account, 'GET', `/ledger?format=jsonl${query}`);
    return body
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Entry);
  };

  it('says what was left behind each entry, the same at all borders of pages and in the export', async () => {
    const account = await lived();
    const all = await pages(account, 200);
    const adds = ['allowance', 'raise', 'add', 'uncarry', 'unlapse', 'release', 'grant', 'reinstate'];
    const left = new Map<string, number>();
    for (const { bucket, periodNo, entry, amount, balance } of all.toReversed()) {
      const key = bucket === 'topup' ? bucket : `${bucket} ${periodNo}`;
      const change = entry === 'settle' ? 0 : adds.includes(entry) ? amount : -amount;
      left.set(key, (left.get(key) ?? 0) + change);
      expect(balance).toBe(left.get(key));
    }
    expect(all.length).toBeGreaterThan(25);
    for (const limit of [1, 2, 3, 7]) expect(await pages(account, limit)).toEqual(all);
    expect(await exported(account)).toEqual(all.toReversed());

    const usage = await account.usage();
    const last = (bucket: string) =>
      all.find((entry) => entry.bucket === bucket && entry.periodNo === all[0]?.periodNo);
    expect(last('compression')?.balance).toBe(usage.compressor_limit - usage.compressor_owed - usage.compressor_used);
    expect(all.find(({ bucket }) => bucket === 'topup')?.balance).toBe(usage.ia_topup_credits);
    // What is owed by the next is what is missing of the one before; what lapsed leaves nothing.
    const first = Number(all.at(-1)?.periodNo);
    const ends = all.filter(({ bucket, periodNo }) => bucket === 'compression' && periodNo === first);
    expect(ends[0]?.balance).toBe(-usage.compressor_owed);
    expect(all.find(({ bucket, periodNo }) => bucket === 'ai' && periodNo === first)?.balance).toBe(0);
  });

  it('has the entries of one credit and of a time, with the same balances', async () => {
    const account = await lived();
    const all = await pages(account, 200);
    const ai = all.filter(({ bucket }) => bucket !== 'compression');
    expect(await pages(account, 3, '&credit=ai')).toEqual(ai);
    expect(await exported(account, '&credit=ai')).toEqual(ai.toReversed());
    expect(await pages(account, 5, '&credit=compression')).toEqual(all.filter((entry) => !ai.includes(entry)));
    const [from, to] = [all[15]?.createdAt ?? '', all[5]?.createdAt ?? ''];
    const within = all.filter(({ createdAt }) => createdAt >= from && createdAt < to);
    expect(within.length).toBeGreaterThan(5);
    expect(await pages(account, 2, `&from=${from}&to=${to}`)).toEqual(within);
    expect(await exported(account, `&from=${from}&to=${to}`)).toEqual(within.toReversed());
    expect(await exported(account, '&from=2100-01-01T00:00:00Z')).toEqual([]);
    expect((await admin(account, 'GET', '/ledger?credit=topup')).status).toBe(400);
    expect((await admin(account, 'GET', '/ledger?from=yesterday')).status).toBe(400);
  });

  it('has no balance of what is unlimited', async () => {
    const account = await service.client.account({ plan: 'pro' });
    await holdBatch(service, account, 3);
    await admin(account, 'PATCH', '', { plan: 'agency', allowance: 'full' });
    await holdBatch(service, account, 4);
    const entries = (await exported(account)).filter(({ bucket }) => bucket === 'compression');
    expect(entries.map(({ entry, balance }) => [entry, balance])).toEqual([
      ['allowance', null],
      ['reserve', null],
      ['raise', 27],
      ['reserve', 23],
    ]);
    expect(await pages(account, 1, '&credit=compression')).toEqual(entries.toReversed());
  });

  it('is exported as CSV that no spreadsheet runs, by the name of the format or by what is accepted', async () => {
    const account = await lived();
    const { body, headers } = await admin<string>(account, 'GET', '/ledger?format=csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="ledger.csv"');
    const [head, ...lines] = body.trimEnd().split('\r\n');
    expect(head).toBe(
      'id,createdAt,periodNo,bucket,entry,amount,change,balance,batchId,reference,plan,limit,actor,reason',
    );
    expect(lines).toHaveLength((await pages(account, 200)).length);
    expect(lines.find((line) => line.includes('deduct'))).toMatch(
      /,deduct,40,-40,-?\d+,,'\+case,,,operator [^,]+,'=1\+1$/,
    );
    const own = await account.get<string>('/api/usage/ledger', { accept: 'text/csv' });
    // Which operator it was is the operator's business.
    expect(own.body).toBe(body.replaceAll(/,operator [^,]+,/g, ',operator,'));
    const jsonl = await account.get<string>('/api/usage/ledger', { accept: 'application/jsonl' });
    expect(jsonl.body.trimEnd().split('\n')).toHaveLength(lines.length);
    expect((await account.get('/api/usage/ledger')).body).toHaveProperty('data');
  });

  it('is read page by page as it is exported, and right where they meet', async () => {
    const account = await service.client.account();
    await service.sql.pool.query(
      `INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, batch_id)
       SELECT $1, CASE n % 2 WHEN 1 THEN 'reserve' ELSE 'release' END, 'compression', 1, 0, 'bat_x'
       FROM generate_series(1, 5200) AS n ORDER BY n`,
      [account.id],
    );
    const run = jest.spyOn(service.sql, 'run');
    const pagesRead = () => run.mock.calls.filter(([{ name }]) => name === 'usage.next-ledger').length;
    try {
      const stream = service.app.get(LedgerService).export(account.id, 'account', {}, 'jsonl');
      for await (const _ of stream) break;
      expect(pagesRead()).toBe(1);
      const entries = await exported(account);
      expect(pagesRead()).toBe(1 + 6);
      expect(entries).toHaveLength(5_202);
      expect(entries.slice(2).every(({ balance }, index) => balance === 30 - ((index + 1) % 2))).toBe(true);
      expect((await pages(account, 200)).toReversed()).toEqual(entries);
    } finally {
      run.mockRestore();
    }
    // They were of no batch.
    await service.sql.pool.query('ALTER TABLE credit_ledger DISABLE TRIGGER ALL');
    await service.sql.pool.query(`DELETE FROM credit_ledger WHERE account_id = $1 AND batch_id = 'bat_x'`, [
      account.id,
    ]);
    await service.sql.pool.query('ALTER TABLE credit_ledger ENABLE TRIGGER ALL');
  });

  it('is of an account that there is', async () => {
    expect((await service.client.admin('GET', '/accounts/acc_none/ledger')).status).toBe(404);
    expect((await service.client.admin('GET', '/accounts/acc_none/ledger?format=csv')).status).toBe(404);
  });
});
