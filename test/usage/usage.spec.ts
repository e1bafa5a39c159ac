import { PeriodsService } from '../../src/credits/periods.service.js';
import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

interface Entry {
  id: string;
  entry: string;
  bucket: string;
  amount: number;
}

describe('usage', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({
      environment: { ROLE: 'api' },
      plans: { plans: { agency: { compressions: 10, ai: 10 }, pro: { features: ['ai', 'api'], ai: 20 } } },
    });
  });
  beforeEach(() => moveCreditClock(service.sql, 0));
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const started = () => service.client.account({ anchor: new Date(Date.now() - 3 * 86_400_000).toISOString() });

  async function events(account: AccountClient, type: string) {
    const { rows } = await service.sql.pool.query(
      'SELECT data FROM outbox_events WHERE account_id = $1 AND type = $2 ORDER BY id',
      [account.id, type],
    );
    return rows.map(({ data }) => data as Record<string, unknown>);
  }

  it('has exactly the documented fields', async () => {
    const account = await started();
    expect(Object.keys(await account.usage()).sort()).toEqual(
      [
        'plan',
        'compressor_used',
        'compressor_limit',
        'ia_credits_used',
        'ia_credits_monthly',
        'ia_topup_credits',
        'ia_credits_remaining',
        'canCompress',
        'canUseIA',
        'topups',
        'period_start',
        'period_end',
        'compressor_reserved',
        'ia_credits_reserved',
        'compressor_unlimited',
        'ia_credits_unlimited',
        'compressor_owed',
        'ia_credits_owed',
        'compressor_adjusted',
        'ia_credits_adjusted',
        'ia_topup_debt',
      ].sort(),
    );
  });

  it('answers unlimited plans with 99999', async () => {
    const account = await service.client.account({ plan: 'pro' });
    expect(await account.usage()).toMatchObject({ compressor_limit: 99_999, canCompress: true, canUseIA: true });
  });

  it('changes its ETag with every change and with nothing else', async () => {
    const account = await started();
    const etag = async () => (await account.get('/api/usage')).headers.get('etag');
    const first = await etag();
    expect(await etag()).toBe(first);
    const batch = await holdBatch(service, account, 2);
    const held = await etag();
    expect(held).not.toBe(first);
    expect((await account.get('/api/usage', { 'if-none-match': held })).status).toBe(304);
    await batch.end(2);
    expect((await account.get('/api/usage', { 'if-none-match': held })).status).toBe(200);
  });

  it('tells of 80 and 100 percent each time they are crossed, also when both are at once', async () => {
    const account = await started();
    const batch = await holdBatch(service, account, 7);
    expect(await events(account, 'usage.threshold_reached')).toEqual([]);
    await holdBatch(service, account, 1, true);
    expect(await events(account, 'usage.threshold_reached')).toMatchObject([{ credit: 'compression', percent: 80 }]);
    await batch.end(0);
    await holdBatch(service, account, 9, true);
    expect(await events(account, 'usage.threshold_reached')).toMatchObject([
      { credit: 'compression', percent: 80 },
      // What was given back made it 10 percent.
      { credit: 'compression', percent: 80 },
      { credit: 'compression', percent: 100 },
      { credit: 'ai', percent: 80 },
      { credit: 'ai', percent: 100 },
    ]);
  });

  it('keeps closed periods, newest first, and tells of each', async () => {
    const account = await started();
    await (await holdBatch(service, account, 5)).end(4);
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'pro', at: 'periodEnd' });
    expect((await account.usage()).plan).toBe('agency');
    await moveCreditClock(service.sql, 65);
    expect(await account.usage()).toMatchObject({ plan: 'pro', compressor_used: 0, ia_credits_monthly: 20 });
    const { body } = await account.get<{ data: object[]; next: string | null }>('/api/usage/history');
    expect(body).toMatchObject({
      data: [
        { plan: 'pro', compressor_used: 0, ia_credits_monthly: 20 },
        { plan: 'agency', compressor_used: 4, compressor_limit: 10, compressor_reserved: 0 },
      ],
      next: null,
    });
    const resets = await events(account, 'usage.period_reset');
    expect(resets).toMatchObject([{ closed: { compressor_used: 4 } }, { closed: { compressor_used: 0 } }]);
    expect(resets[1]?.period_start).toBe((await account.usage()).period_start);
    const page = await account.get<{ data: object[]; next: string }>('/api/usage/history?limit=1');
    const rest = await account.get<{ data: object[] }>(`/api/usage/history?limit=1&cursor=${page.body.next}`);
    expect([...page.body.data, ...rest.body.data]).toEqual(body.data);
    const none = await account.get<{ data: object[] }>('/api/usage/history?to=2001-01-01T00:00:00Z');
    expect(none.body.data).toEqual([]);
  });

  it('lists the ledger in pages', async () => {
    const account = await started();
    await (await holdBatch(service, account, 3, true)).end(2);
    const { body } = await account.get<{ data: Entry[] }>('/api/usage/ledger');
    expect(body.data.map(({ entry, bucket, amount }) => `${entry} ${amount} ${bucket}`).sort()).toEqual([
      'allowance 10 ai',
      'allowance 10 compression',
      'release 1 ai',
      'release 1 compression',
      'reserve 3 ai',
      'reserve 3 compression',
      'settle 2 ai',
      'settle 2 compression',
    ]);
    expect(body.data.find(({ entry, bucket }) => entry === 'allowance' && bucket === 'ai')).toMatchObject({
      amount: 10,
      plan: 'agency',
      limit: 10,
      actor: 'operator',
      reason: 'account_opened',
    });
    const page = await account.get<{ data: Entry[]; next: string }>('/api/usage/ledger?limit=4');
    const rest = await account.get<{ data: Entry[] }>(`/api/usage/ledger?cursor=${page.body.next}`);
    expect([...page.body.data, ...rest.body.data]).toEqual(body.data);
    expect((await account.get('/api/usage/ledger?cursor=abc')).status).toBe(400);
  });

  it('announces changed usage at most once a minute, with the numbers of its seq', async () => {
    const account = await started();
    const periods = service.app.get(PeriodsService);
    await holdBatch(service, account, 2);
    await periods.announceUsage(service.sql, 1_000);
    await holdBatch(service, account, 1);
    await periods.announceUsage(service.sql, 1_000);
    expect(await events(account, 'usage.updated')).toMatchObject([{ compressor_used: 2, seq: 1 }]);
    await service.sql.pool.query(`UPDATE credit_balances SET announced_at = announced_at - interval '61 seconds'`);
    await Promise.all([1, 2, 3].map(() => periods.announceUsage(service.sql, 1_000)));
    expect(await events(account, 'usage.updated')).toMatchObject([{ seq: 1 }, { compressor_used: 3, seq: 2 }]);
  });

  it('takes a refunded top-up back, keeps what was spent as debt, and restores it when the dispute is won', async () => {
    const account = await started();
    const topup = (path: string, body: object) =>
      service.client.admin<{ moved: boolean; credits: number }>('POST', `/accounts/${account.id}/${path}`, body);
    await (await holdBatch(service, account, 10, true)).end(10);
    await topup('topups', { credits: 20, reference: 'pay-1' });
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'pro', allowance: 'full' });
    await (await holdBatch(service, account, 25, true)).end(25);
    expect((await account.usage()).ia_topup_credits).toBe(5);
    const reversal = { credits: 20, reference: 'refund-1', topup: 'pay-1' };
    expect((await topup('topup-reversals', reversal)).body).toMatchObject({ moved: true, credits: 20 });
    expect((await topup('topup-reversals', reversal)).body).toMatchObject({ moved: false, credits: 0 });
    expect(await account.usage()).toMatchObject({ ia_topup_credits: 0, ia_topup_debt: 15, canUseIA: false });
    await topup('topups', { credits: 10, reference: 'pay-2' });
    expect((await account.usage()).ia_topup_credits).toBe(0);
    await topup('topup-reinstatements', { reversal: 'refund-1' });
    await topup('topup-reinstatements', { reversal: 'refund-1' });
    expect((await account.usage()).ia_topup_credits).toBe(15);
    expect((await topup('topup-reversals', { ...reversal, reference: 'r', topup: 'none' })).body.moved).toBe(false);
  });
});
