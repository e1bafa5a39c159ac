import type { Invoice, PortalConfiguration, PortalSession } from '../../stand-ins/stripe/objects.js';
import type { ChangePreview } from '../../src/billing/change-preview.service.js';
import { holdBatch } from '../support/held-batch.js';
import type { AccountClient } from '../support/client.js';
import { PLANS } from './support/bought.js';
import { at, DAY, openStage, type BillingStage } from './support/stage.js';

/** The stand-in's portal does what its configuration says; what the service promised before must be what came of it. */
describe('a change of the plan, before and after it', () => {
  let stage: BillingStage;
  let account: AccountClient;

  beforeEach(async () => {
    stage = await openStage('api', PLANS);
    account = await stage.service.client.account();
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const preview = (plan: string, interval = 'month') =>
    account.get<ChangePreview>(`/api/billing/preview?plan=${plan}&interval=${interval}`);

  /** What the customer confirms in the portal that the checkout leads to. */
  async function confirm(plan: string, interval = 'month') {
    const { body } = await account.post<{ url: string }>('/api/billing/checkout', { plan, interval });
    const portal = stage.standIn.store.get<PortalSession>('billing_portal.session', body.url.split('/').at(-1) ?? '');
    stage.standIn.portals.confirm(portal);
    await stage.deliverAll();
  }

  const paid = () => stage.standIn.store.all<Invoice>('invoice').at(-1)?.amount_paid;

  async function use(count: number) {
    await (await holdBatch(stage.service, account, count, true)).end(count);
  }

  it('more begins a new period, is charged at once, and owes what was used beyond', async () => {
    await stage.subscribe(account, { plan: 'pro' });
    await stage.deliverAll();
    await use(900);
    // Half of the 28 days: Pro has earned 500 of its 1,000 AI credits.
    await stage.wait(14 * DAY);
    const { body: promised } = await preview('agency');
    expect(promised).toMatchObject({
      at: 'now',
      date: '2030-02-14T10:00:00.000Z',
      price: 9_900,
      due: 9_900 - 1_450,
      allowance: { ai: 10_000 },
      begins: { periodEnd: '2030-03-14T10:00:00.000Z', ai: 9_600, aiOwed: 400, compressions: null },
    });
    // Nothing has changed yet.
    expect(await account.usage()).toMatchObject({ plan: 'pro', ia_credits_used: 900, ia_credits_owed: 0 });
    await confirm('agency');
    expect(paid()).toBe(promised.due);
    expect(await account.usage()).toMatchObject({
      plan: 'agency',
      period_start: promised.date,
      period_end: promised.begins?.periodEnd,
      ia_credits_owed: promised.begins?.aiOwed,
      ia_credits_remaining: promised.begins?.ai,
    });
  });

  it.each([
    ['less', 'agency', 'month', 'starter', 'month'],
    ['a shorter time', 'starter', 'year', 'agency', 'month'],
  ] as const)('%s waits for the end of what is paid, and gives no time back', async (_, from, every, to, interval) => {
    const subscription = await stage.subscribe(account, { plan: from, interval: every });
    await stage.deliverAll();
    await stage.wait(5 * DAY);
    const end = new Date((subscription.items.data[0]?.current_period_end ?? 0) * 1_000).toISOString();
    expect((await preview(to, interval)).body).toMatchObject({ at: 'periodEnd', date: end, due: 0, begins: null });
    await confirm(to, interval);
    const { body } = await stage.service.client.admin('GET', `/accounts/${account.id}`);
    expect(body).toMatchObject({ plan: from, nextPlan: to, nextPlanAt: end });
    expect((await report()).refundedTime).toEqual([]);
  });

  it('the first plan costs its price and begins its own period', async () => {
    const { body } = await preview('starter', 'year');
    expect(body).toMatchObject({ at: 'now', price: 9_000, due: 9_000, begins: { ai: 200, aiOwed: 0 } });
    await stage.subscribe(account, { plan: 'starter', interval: 'year' });
    await stage.deliverAll();
    expect(await account.usage()).toMatchObject({ period_end: body.begins?.periodEnd, ia_credits_remaining: 200 });
  });

  it('refuses what cannot be chosen, and members who may not buy', async () => {
    await stage.subscribe(account, { plan: 'agency' });
    await stage.deliverAll();
    expect(await preview('agency')).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
    expect(await preview('free')).toMatchObject({ status: 400, body: { fields: [{ path: 'plan' }] } });
  });

  interface Report {
    portal: { configuration: string | null; problem: string | null };
    refundedTime: { account: string; subscription: string; amount: number; currency: string }[];
  }
  const report = async () => (await stage.service.client.admin<Report>('GET', '/billing')).body;
  const configurations = () => stage.standIn.store.all<PortalConfiguration>('billing_portal.configuration');

  it('the portal is set up once, and again when somebody switches it off', async () => {
    await Promise.all([1, 2, 3].map(() => account.post('/api/billing/portal', undefined)));
    const [first, ...others] = configurations();
    expect(others).toEqual([]);
    expect((await report()).portal).toEqual({ configuration: first?.id, problem: null });
    expect(first?.features).toMatchObject({
      subscription_cancel: { mode: 'at_period_end', proration_behavior: 'none' },
      subscription_update: { billing_cycle_anchor: 'now', proration_behavior: 'always_invoice' },
    });
    Object.assign(first ?? {}, { active: false });
    expect(await account.post('/api/billing/portal', undefined)).toMatchObject({ status: 200 });
    expect(configurations()).toHaveLength(2);
  });

  it('where Stripe refuses it, the portal is as the dashboard says, and the report says why', async () => {
    const { store } = stage.standIn;
    // All plans are prices of one product.
    for (const plan of ['starter', 'pro', 'agency'])
      Object.assign(store.byId(`price_${plan}`) ?? {}, { product: 'prod_all' });
    await stage.subscribe(account, { plan: 'starter' });
    await stage.deliverAll();
    const { body } = await account.post<{ url: string }>('/api/billing/checkout', { plan: 'pro' });
    const portal = store.get<PortalSession>('billing_portal.session', body.url.split('/').at(-1) ?? '');
    expect(portal.configuration).toBeNull();
    expect((await report()).portal).toEqual({
      configuration: null,
      problem: expect.stringContaining('price') as string,
    });
    expect((await preview('pro')).body).toMatchObject({ at: 'now', due: null });
  });

  it('names subscriptions whose time was given back all the same', async () => {
    const subscription = await stage.subscribe(account, { plan: 'agency' });
    await stage.deliverAll();
    await stage.setClock(at('2030-02-14T10:00:00Z'));
    // By a click in Stripe's dashboard: half of $99.00 back, half of $9.00 charged.
    stage.standIn.subscriptions.change(subscription.id, 'price_starter');
    await stage.deliverAll();
    await stage.deliverAll();
    expect((await report()).refundedTime).toMatchObject([
      { account: account.id, subscription: subscription.id, amount: 4_500, currency: 'usd' },
    ]);
  });
});
