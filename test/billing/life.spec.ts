import { holdBatch } from '../support/held-batch.js';
import { at, DAY, HOUR, openStage, START, type BillingStage } from './support/stage.js';

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

describe('a life with Stripe', () => {
  let stage: BillingStage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const newAccount = (plan = 'free') => stage.service.client.account({ plan });
  const look = (id: string) => stage.look(id);

  it('subscribed on the 31st, periods count from the anchor, and a paid renewal opens the next', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({
      plan: 'pro',
      periodStart: iso(START),
      periodEnd: '2030-02-28T10:00:00.000Z',
    });
    await stage.setClock(at('2030-02-28T12:00:00Z'));
    await stage.deliverAll();
    expect(subscription.status).toBe('active');
    expect(await look(id)).toMatchObject({ plan: 'pro', periodEnd: '2030-03-31T10:00:00.000Z', nextPlan: null });
  });

  it('paid by the year, credits still come monthly, and a cancellation takes force when the year is over', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'agency', interval: 'year' });
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'agency', periodEnd: '2030-02-28T10:00:00.000Z' });
    stage.standIn.subscriptions.cancelAtPeriodEnd(subscription.id, true);
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ nextPlan: 'free', nextPlanAt: '2031-01-31T10:00:00.000Z' });
    await stage.setClock(at('2030-12-31T10:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'agency', periodStart: '2030-12-31T10:00:00.000Z', nextPlan: 'free' });
    // Nobody tells of the end: it was known before.
    await stage.setClock(at('2031-03-01T00:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'free', periodStart: '2031-02-28T10:00:00.000Z', nextPlan: null });
  });

  it('changes at once, or at the period’s end by a schedule', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'starter' });
    await stage.wait(5 * DAY);
    stage.standIn.subscriptions.change(subscription.id, 'price_agency');
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'agency', periodStart: iso(START) });
    stage.standIn.subscriptions.changeAtPeriodEnd(subscription.id, 'price_starter');
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({
      plan: 'agency',
      nextPlan: 'starter',
      nextPlanAt: '2030-02-28T10:00:00.000Z',
    });
    await stage.setClock(at('2030-02-28T10:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'starter', nextPlan: null });
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'starter', nextPlan: null });
  });

  it('past due: the paid period ran to its end, the next is a free one until it is paid', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.deliverAll();
    stage.standIn.invoices.decline(subscription.customer, true);
    await stage.setClock(at('2030-02-28T09:59:59Z'));
    expect(await look(id)).toMatchObject({ plan: 'pro' });
    await stage.setClock(at('2030-02-28T12:00:00Z'));
    await stage.deliverAll();
    expect(subscription.status).toBe('past_due');
    expect(await look(id)).toMatchObject({ plan: 'free', periodStart: '2030-02-28T10:00:00.000Z' });
    stage.standIn.invoices.decline(subscription.customer, false);
    stage.standIn.subscriptions.pay(subscription.id);
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'pro', periodEnd: '2030-03-31T10:00:00.000Z' });
  });

  it('asks what became of a renewal when nobody tells', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.deliverAll();
    stage.standIn.invoices.decline(subscription.customer, true);
    await stage.setClock(at('2030-02-28T12:00:00Z'));
    stage.standIn.deliveries.takeHeld();
    expect(await look(id)).toMatchObject({ plan: 'pro' });
    expect(await stage.reconciler.renewals()).toBe(1);
    expect(await look(id)).toMatchObject({ plan: 'free' });
  });

  it('an upgrade that is not paid is not in force: what was paid runs to its end', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'starter' });
    await stage.wait(5 * DAY);
    stage.standIn.invoices.decline(subscription.customer, true);
    stage.standIn.subscriptions.change(subscription.id, 'price_agency');
    await stage.deliverAll();
    expect(subscription.status).toBe('past_due');
    expect(await look(id)).toMatchObject({ plan: 'starter', nextPlan: 'free', nextPlanAt: '2030-02-28T10:00:00.000Z' });
    await stage.setClock(at('2030-03-01T00:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'free' });
  });

  it('an unpaid change of interval in the second of a paid change opens no fresh period', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.deliverAll();
    await stage.wait(5 * DAY);
    stage.standIn.subscriptions.change(subscription.id, 'price_starter');
    stage.standIn.invoices.decline(subscription.customer, true);
    stage.standIn.subscriptions.change(subscription.id, 'price_pro_yearly');
    await stage.wait(HOUR);
    // "Paid" with the rest of the year that nobody paid.
    stage.standIn.subscriptions.change(subscription.id, 'price_starter_yearly');
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({
      plan: 'starter',
      periodStart: iso(START),
      periodEnd: '2030-02-28T10:00:00.000Z',
    });
  });

  it('a change to a lesser plan that is paid after its period ended: what was used beyond is owed', async () => {
    const account = await newAccount();
    const subscription = await stage.subscribe(account, { plan: 'agency' });
    await stage.deliverAll();
    await (await holdBatch(stage.service, account, 10_000, true)).end(10_000);
    // Half of the 28 days.
    await stage.wait(14 * DAY);
    stage.standIn.invoices.decline(subscription.customer, true);
    stage.standIn.subscriptions.change(subscription.id, 'price_starter_yearly');
    await stage.deliverAll();
    expect(await look(account.id)).toMatchObject({ plan: 'agency', usage: { ia_credits_owed: 0 } });
    await stage.setClock(at('2030-03-02T10:00:00Z'));
    stage.standIn.invoices.decline(subscription.customer, false);
    stage.standIn.subscriptions.pay(subscription.id);
    await stage.deliverAll();
    // Agency earned half of 10,000 and Starter half of its 200.
    expect(await look(account.id)).toMatchObject({ plan: 'starter', usage: { ia_credits_owed: 4_900 } });
  });

  it('an upgrade that is not paid does not come into force behind many changes that cost nothing', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'starter' });
    stage.standIn.invoices.decline(subscription.customer, true);
    for (let change = 0; change < 120; change += 1) stage.standIn.subscriptions.change(subscription.id, 'price_agency');
    await stage.deliver(stage.standIn.deliveries.takeHeld().at(-1)!);
    expect(subscription.status).toBe('active');
    expect(await look(id)).toMatchObject({ plan: 'starter', usage: { ia_credits_monthly: 200 } });
  });

  it('a renewal in draft is not paid by many changes that cost nothing', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.deliverAll();
    await stage.setClock(at('2030-02-28T10:00:01Z'));
    for (let change = 0; change < 120; change += 1) stage.standIn.subscriptions.change(subscription.id, 'price_pro');
    await stage.deliver(stage.standIn.deliveries.takeHeld().at(-1)!);
    expect(await look(id)).toMatchObject({ plan: 'pro', usage: { ia_credits_monthly: 33 } });
  });

  it('a trial: the plan at once, periods count from the trial’s end, and without a payment it is over', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' }, 14);
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'pro', periodEnd: iso(START + 14 * DAY) });
    stage.standIn.invoices.decline(subscription.customer, true);
    await stage.setClock(START + 14 * DAY + 2 * HOUR);
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'free', periodStart: iso(START + 14 * DAY) });
  });

  it('canceled at once: what was paid is kept to the end of that period, then the operator may give another plan', async () => {
    const { id } = await newAccount();
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.buy({ id }, 'small');
    await stage.wait(3 * DAY);
    stage.standIn.subscriptions.cancel(subscription.id);
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'pro', nextPlan: 'free' });
    await stage.setClock(at('2030-03-01T00:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'free', usage: { ia_topup_credits: 100, canUseIA: false } });
    await stage.service.client.admin('PATCH', `/accounts/${id}`, { plan: 'agency' });
    await stage.wait(2 * HOUR);
    await stage.reconciler.reconcile();
    expect(await look(id)).toMatchObject({ plan: 'agency' });
  });

  it('learned late, behind a boundary of the old anchor, ends the same', async () => {
    const { id } = await stage.service.client.account({ plan: 'free', anchor: '2026-01-15T08:00:00Z' });
    const subscription = await stage.subscribe({ id }, { plan: 'pro' });
    await stage.setClock(at('2030-02-10T00:00:00Z'));
    stage.standIn.subscriptions.cancel(subscription.id);
    await stage.setClock(at('2030-02-20T00:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'free', periodStart: '2030-02-15T08:00:00.000Z' });
    await stage.deliverAll();
    expect(await look(id)).toMatchObject({ plan: 'pro', nextPlan: 'free', periodEnd: '2030-02-28T10:00:00.000Z' });
    await stage.setClock(at('2030-02-28T10:00:00Z'));
    expect(await look(id)).toMatchObject({ plan: 'free', periodStart: '2030-02-28T10:00:00.000Z' });
  });
});
