import type { Usage } from '../../src/credits/usage.js';
import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

interface Adjusted {
  moved: boolean;
  amount: number;
  actor: string;
  at: string;
  usage: Usage;
}
interface Entry {
  entry: string;
  bucket: string;
  amount: number;
  actor: string | null;
  reason: string | null;
  reference: string | null;
}

describe('adjustments by the operator', () => {
  let service: Service;

  beforeAll(async () => {
    const plans = { agency: { compressions: 10, ai: 10 }, pro: { compressions: null, ai: 5, features: ['ai', 'api'] } };
    service = await startService({ environment: { ROLE: 'api' }, plans: { plans } });
  });
  beforeEach(() => moveCreditClock(service.sql, 0));
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const adjust = ({ id }: AccountClient, body: object) =>
    service.client.admin<Adjusted>('POST', `/accounts/${id}/adjustments`, { reason: 'an outage', ...body });
  const more = { credit: 'compression', amount: 5, reference: 'case-1' };

  it('add to what the running period grants, and lapse with it', async () => {
    const account = await service.client.account();
    const { status, body } = await adjust(account, more);
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { ...more, reason: 'an outage', moved: true, actor: expect.stringMatching(/^operator/) as string },
    });
    expect(body.usage).toMatchObject({ compressor_limit: 15, compressor_adjusted: 5, ia_credits_adjusted: 0 });
    await (await holdBatch(service, account, 14)).end(14);
    await moveCreditClock(service.sql, 40);
    expect(await account.usage()).toMatchObject({
      compressor_limit: 10,
      compressor_owed: 0,
      compressor_adjusted: 0,
      compressor_used: 0,
    });
    const { body: past } = await account.get<{ data: Usage[] }>('/api/usage/history');
    expect(past.data.at(-1)).toMatchObject({ compressor_limit: 15, compressor_adjusted: 5, compressor_used: 14 });
  });

  it('take what is left, and the next periods owe the rest', async () => {
    const account = await service.client.account();
    await (await holdBatch(service, account, 4, true)).end(4);
    const { body } = await adjust(account, { credit: 'ai', amount: -18, reference: 'case-2' });
    expect(body.usage).toMatchObject({ ia_credits_monthly: 0, ia_credits_owed: 8, ia_credits_remaining: 0 });
    await expect(holdBatch(service, account, 1, true)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await moveCreditClock(service.sql, 40);
    // 4 used and 18 taken of 10: 12 are owed, so the second period has none and the third has 8.
    expect(await account.usage()).toMatchObject({
      ia_credits_monthly: 10,
      ia_credits_owed: 12,
      ia_credits_remaining: 0,
    });
    await moveCreditClock(service.sql, 70);
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 2, ia_credits_remaining: 8 });
    await adjust(account, { credit: 'ai', amount: 2, reference: 'case-3' });
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 12, ia_credits_remaining: 10 });
  });

  it('count once for each reference, and another content under it is a conflict', async () => {
    const account = await service.client.account();
    const all = await Promise.all(Array.from({ length: 8 }, () => adjust(account, more)));
    expect(all.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(all.filter(({ body }) => body.moved)).toHaveLength(1);
    expect(new Set(all.map(({ body: { actor, amount, at } }) => `${actor} ${amount} ${at}`)).size).toBe(1);
    expect((await account.usage()).compressor_limit).toBe(15);
    const conflict = { status: 409, body: { code: 'invalid_state', entry: 'add', credits: 5 } };
    for (const other of [{ amount: 6 }, { amount: -5 }, { credit: 'ai' }, { reason: 'another' }])
      expect(await adjust(account, { ...more, ...other })).toMatchObject(conflict);
    const topup = (reference: string) =>
      service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 5, reference });
    expect(await topup('case-1')).toMatchObject(conflict);
    expect((await topup('pay-1')).status).toBe(201);
    expect(await adjust(account, { ...more, reference: 'pay-1' })).toMatchObject({
      status: 409,
      body: { entry: 'grant', credits: 5 },
    });
    // References are an account's own.
    expect((await adjust(await service.client.account(), { ...more, amount: 1 })).body.moved).toBe(true);
  });

  it('stand in the ledger and in the log, with who and why', async () => {
    const account = await service.client.account();
    await adjust(account, more);
    await adjust(account, { credit: 'ai', amount: -3, reference: 'case-2', reason: 'booked twice' });
    const { body } = await account.get<{ data: Entry[] }>('/api/usage/ledger?limit=2');
    expect(body.data).toMatchObject([
      { entry: 'deduct', bucket: 'ai', amount: 3, actor: 'operator', reason: 'booked twice', reference: 'case-2' },
      { entry: 'add', bucket: 'compression', amount: 5, actor: 'operator', reason: 'an outage', reference: 'case-1' },
    ]);
    const log = await service.client.admin<{ data: object[] }>('GET', `/accounts/${account.id}/log`);
    expect(log.body.data[0]).toMatchObject({
      act: 'credits.adjusted',
      details: { credit: 'ai', amount: -3, reason: 'booked twice', reference: 'case-2' },
    });
  });

  it('survive a change of the plan in the period', async () => {
    const account = await service.client.account();
    await adjust(account, more);
    const path = `/accounts/${account.id}`;
    const { body } = await service.client.admin<{ usage: Usage }>('PATCH', path, { plan: 'free', allowance: 'full' });
    const free = service.settings.catalogue.plans.free.compressions ?? 0;
    expect(body.usage).toMatchObject({ plan: 'free', compressor_limit: free + 5, compressor_adjusted: 5 });
  });

  it.each([
    ['nothing', { amount: 0 }, 'amount'],
    ['a part of a credit', { amount: 1.5 }, 'amount'],
    ['more than anybody needs', { amount: 1_000_000_001 }, 'amount'],
    ['another credit', { credit: 'topup' }, 'credit'],
    ['no reason', { reason: '' }, 'reason'],
    ['no reference', { reference: undefined }, 'reference'],
  ])('of %s are refused', async (_, wrong, path) => {
    const account = await service.client.account();
    expect(await adjust(account, { ...more, ...wrong })).toMatchObject({ status: 400, body: { fields: [{ path }] } });
  });

  it('of an unlimited allowance, and of no account, are refused', async () => {
    const account = await service.client.account({ plan: 'pro' });
    expect(await adjust(account, more)).toMatchObject({ status: 409, body: { credit: 'compression' } });
    expect((await adjust(account, { ...more, credit: 'ai' })).body).toMatchObject({ moved: true });
    expect(
      (await service.client.admin('POST', '/accounts/acc_none/adjustments', { ...more, reason: 'x' })).status,
    ).toBe(404);
  });

  it.each([
    ['that no entry tells of', 'credit_balances SET ai_adjusted', 0, 'is in the ledger'],
    ['of a period that is over, with another number,', 'credit_periods SET compression_adjusted', 5, 'closed period'],
  ])('%s are found by the audit', async (_, column, right, check) => {
    const account = await service.client.account();
    await adjust(account, more);
    await moveCreditClock(service.sql, 40);
    await account.usage();
    const set = (amount: number) =>
      service.sql.pool.query(`UPDATE ${column} = ${amount} WHERE account_id = $1`, [account.id]);
    await set(7);
    const { body } = await service.client.admin<{ checks: { name: string; ok: boolean }[] }>('GET', '/audit');
    expect(
      body.checks
        .filter(({ ok }) => !ok)
        .map(({ name }) => name)
        .join(),
    ).toContain(check);
    await set(right);
  });
});
