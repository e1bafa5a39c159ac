import { LEDGER_BUCKETS, LEDGER_ENTRIES } from '../../src/credits/ledger-words.js';
import type { Terms } from '../../src/billing/terms.js';
import { EdgeAccount } from '../worlds/edge-account.js';
import { openStage, type Stage } from '../worlds/stage.js';

const features = ['ai', 'api'];
const PLANS = {
  free: { compressions: null, ai: 0, features },
  starter: { compressions: null, ai: 200, features },
  pro: { compressions: null, ai: 1_000, features },
  agency: { compressions: null, ai: null, features },
};
/** A month of 30 days: each day earns a thirtieth. */
const START = '2027-04-01T00:00:00.000Z';
const HALF = '2027-04-16T00:00:00.000Z';
const END = '2027-05-01T00:00:00.000Z';

describe('an allowance is earned with time', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(PLANS);
  });
  beforeEach(() => stage.clear(['UTC', 'America/New_York']));
  afterAll(() => stage.close());

  const time = (at: string) => stage.setClock(new Date(at));
  async function use(account: EdgeAccount, images: number): Promise<void> {
    await account.end(await account.hold(images), 1, images, 'succeeded');
  }
  async function sound(): Promise<void> {
    const { checks } = await stage.audit();
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  }
  /** What follows from a live subscription, unless it says otherwise. */
  const live: Terms = {
    subscriptionId: 'sub_1',
    status: 'active',
    live: true,
    plan: 'pro',
    next: null,
    renewsAt: null,
    anchor: new Date(START),
    since: null,
    paidUntil: null,
  };
  const learn = (account: EdgeAccount, terms: Partial<Terms>) =>
    stage.database.transaction((sql) => stage.enforcement.terms(sql, account.id, { ...live, ...terms }));

  it('an upgrade that keeps the anchor: what was earned, and the share of the rest', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await use(account, 150);
    await time(HALF);
    await account.plan('pro');
    // 100 of 200 earned in 15 days, and 500 of 1,000 for the other 15.
    expect(await account.usage()).toMatchObject({
      ia_credits_monthly: 600,
      ia_credits_used: 150,
      ia_credits_remaining: 450,
      ia_credits_owed: 0,
    });
    await time(END);
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 1_000, ia_credits_owed: 0 });
    await sound();
  });

  it('an upgrade an hour before the end gives an hour of the larger plan, and never less than before', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await time('2027-04-30T23:00:00.000Z');
    await account.plan('pro');
    // 199.7 earned, 1.4 for the hour, each rounded up.
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 202 });
    await sound();
  });

  it('an upgrade that begins a new period, paid in full: the whole limit less what was used beyond the share', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await use(account, 150);
    await time(HALF);
    await learn(account, { anchor: new Date(HALF), since: new Date(HALF) });
    expect(await account.usage()).toMatchObject({
      period_start: HALF,
      ia_credits_monthly: 1_000,
      ia_credits_owed: 50,
      ia_credits_used: 0,
      ia_credits_remaining: 950,
    });
    expect(await account.closedPeriods()).toMatchObject([{ ai_limit: 100, ai_used: 150, ai_lapsed: 0 }]);
    await sound();
  });

  it('learned late, a change counts from the instant that Stripe charges from', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await time('2027-04-22T00:00:00.000Z');
    await learn(account, { since: new Date(HALF) });
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 600 });
  });

  it('month to year to month within minutes gives nothing: what was used is owed until it is paid off', async () => {
    const account = await EdgeAccount.open(stage, 'pro', START);
    await use(account, 1_000);
    for (let minute = 1; minute <= 6; minute += 1) {
      const now = new Date(Date.parse(START) + minute * 60_000);
      await stage.setClock(now);
      await learn(account, { anchor: now, since: now });
      // A minute earns a fortieth of a credit: nothing.
      expect(await account.usage()).toMatchObject({ ia_credits_owed: 1_000, ia_credits_remaining: 0 });
    }
    await time('2027-05-01T00:06:00.000Z');
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 0, ia_credits_remaining: 1_000 });
    await sound();
  });

  it('a downgrade leaves an overhang, which the next period owes', async () => {
    const account = await EdgeAccount.open(stage, 'pro', START);
    await use(account, 900);
    await time(HALF);
    await account.plan('starter');
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 600, ia_credits_used: 900, canUseIA: false });
    await time(END);
    expect(await account.usage()).toMatchObject({
      ia_credits_monthly: 200,
      ia_credits_owed: 300,
      ia_credits_remaining: 0,
    });
    await time('2027-06-01T00:00:00.000Z');
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 100, ia_credits_remaining: 100 });
    await sound();
  });

  it('held credits that come back to a cut period are not owed, and lapse beyond that', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    const batch = await account.hold(150);
    await time(HALF);
    await learn(account, { anchor: new Date(HALF), since: new Date(HALF) });
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 50 });
    await account.end(batch, 1, 30, 'failed');
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 20, ia_credits_remaining: 980 });
    await sound();
    await account.end(batch, 31, 150, 'failed');
    expect(await account.usage()).toMatchObject({ ia_credits_owed: 0, ia_credits_remaining: 1_000 });
    expect(await account.closedPeriods()).toMatchObject([{ ai_limit: 100, ai_used: 0, ai_lapsed: 100 }]);
    await sound();
  });

  it('on an unlimited plan whatever was used is earned, and what is held is not', async () => {
    const account = await EdgeAccount.open(stage, 'agency', START);
    await use(account, 5_000);
    const batch = await account.hold(300);
    await time(HALF);
    await account.plan('starter');
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 5_100, ia_credits_used: 5_300, canUseIA: false });
    await account.end(batch, 1, 300, 'canceled');
    expect(await account.usage()).toMatchObject({ ia_credits_used: 5_000, ia_credits_remaining: 100 });
    await sound();
  });

  it('until a renewal is paid, a day’s share at a time; then all of it', async () => {
    const account = await EdgeAccount.open(stage, 'pro', START);
    await learn(account, { paidUntil: new Date(START) });
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 34, ia_credits_remaining: 34 });
    await use(account, 34);
    await expect(account.hold(1)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await time('2027-04-01T23:59:59.999Z');
    await expect(account.hold(1)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await time('2027-04-02T00:00:00.000Z');
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 67, ia_credits_remaining: 33 });
    await learn(account, { paidUntil: new Date(END) });
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 1_000, ia_credits_remaining: 966 });
    await sound();
  });

  it('a renewal that fails: the plan that was not paid has earned nothing, and what was used counts', async () => {
    const account = await EdgeAccount.open(stage, 'pro', START);
    await learn(account, { paidUntil: new Date(START) });
    await time(HALF);
    await use(account, 500);
    await learn(account, { status: 'past_due', live: false, plan: 'free', paidUntil: null });
    expect(await account.usage()).toMatchObject({ plan: 'free', ia_credits_monthly: 0, ia_credits_used: 500 });
    await time('2027-05-10T00:00:00.000Z');
    // Paid at last, for another month.
    const again = new Date('2027-05-10T00:00:00.000Z');
    await learn(account, { anchor: again, since: again, paidUntil: new Date('2027-06-10T00:00:00.000Z') });
    expect(await account.usage()).toMatchObject({ plan: 'pro', ia_credits_owed: 500, ia_credits_remaining: 500 });
    await sound();
  });

  it('the operator may grant a changed plan in full', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await time(HALF);
    await account.plan('pro', 'now', 'full');
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 1_000 });
    await account.plan('starter', 'now', 'full');
    expect(await account.usage()).toMatchObject({ ia_credits_monthly: 200 });
    await sound();
  });

  it('every change is in the ledger with plan, limit, actor and reason', async () => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await time(HALF);
    await account.plan('pro');
    const { rows } = await stage.control.query(
      `SELECT entry, amount, plan, credit_limit, actor, reason FROM credit_ledger WHERE bucket = 'ai' ORDER BY id`,
    );
    const by = { actor: 'operator operator' };
    expect(rows).toEqual([
      { entry: 'allowance', amount: 200, plan: 'starter', credit_limit: 200, ...by, reason: 'account_opened' },
      { entry: 'raise', amount: 400, plan: 'pro', credit_limit: 600, ...by, reason: 'plan_changed' },
    ]);
    for (const change of ['TRUNCATE credit_ledger', 'DELETE FROM credit_ledger', 'UPDATE credit_ledger SET amount = 1'])
      await expect(stage.control.query(change)).rejects.toThrow('append-only');
  });

  it('the database knows the words of the ledger that the API knows', async () => {
    const { rows } = await stage.control.query<{ rule: string }>(
      `SELECT pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname = 'credit_ledger_words'`,
    );
    const words = new Set([...(rows[0]?.rule ?? '').matchAll(/'(\w+)'/g)].map(([, word]) => word));
    expect(words).toEqual(new Set([...LEDGER_ENTRIES, ...LEDGER_BUCKETS]));
  });

  it.each([
    ['a limit that nobody granted', 'UPDATE credit_balances SET ai_limit = ai_limit + 10', 'every limit is'],
    [
      'a limit and a plan that no entry tells of',
      'UPDATE credit_balances SET ai_limit = 900, ai_monthly = 900',
      'is in the ledger',
    ],
    ['debts that vanish', 'UPDATE credit_balances SET ai_carried = 0', 'is in the ledger'],
    ['more used than was ever granted', 'UPDATE credit_balances SET ai_used = 9000', 'more than it was ever granted'],
    ['a closed period that granted more', 'UPDATE credit_periods SET ai_limit = 900', 'what a closed period granted'],
    [
      'what lapsed and is hidden',
      'UPDATE credit_periods SET ai_lapsed = ai_lapsed + 1',
      'what a closed period granted',
    ],
  ])('the audit finds %s', async (_, fault, check) => {
    const account = await EdgeAccount.open(stage, 'starter', START);
    await use(account, 150);
    await time(HALF);
    await learn(account, { anchor: new Date(HALF), since: new Date(HALF) });
    await sound();
    await stage.control.query(fault);
    const { checks } = await stage.audit();
    expect(
      checks
        .filter(({ ok }) => !ok)
        .map(({ name }) => name)
        .join(),
    ).toContain(check);
  });
});
