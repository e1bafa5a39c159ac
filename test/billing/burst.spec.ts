import { StripeEventsService } from '../../src/billing/stripe-events.service.js';
import { until } from '../support/until.js';
import { openStage, type BillingStage } from './support/stage.js';

const CHANGES = 40;
/** About as long as Stripe takes. */
const LATENCY_MS = 200;
const SOON_SECONDS = 60;

interface Report {
  events: { waiting: number; failing: number };
}

describe('many events of one account', () => {
  let stage: BillingStage;

  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const report = async () => (await stage.service.client.admin<Report>('GET', '/billing')).body.events;

  it('are handled within a minute when its plan is changed again and again', async () => {
    stage = await openStage('api,worker,scheduler');
    const account = await stage.service.client.account();
    const { deliveries, subscriptions } = stage.standIn;
    const subscription = await stage.subscribe(account, { plan: 'starter' });
    for (let change = 0; change < CHANGES; change += 1) {
      subscriptions.change(subscription.id, change % 2 === 0 ? 'price_agency' : 'price_pro');
    }
    stage.standIn.latencyMs = LATENCY_MS;
    const events = deliveries.takeHeld();
    const statuses = await Promise.all(events.map((event) => deliveries.post(event)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(events.length).toBeGreaterThan(5 * CHANGES);
    const left = await until(report, ({ waiting, failing }) => waiting === 0 || failing > 0, SOON_SECONDS);
    expect(left).toMatchObject({ waiting: 0, failing: 0 });
    expect(await stage.state(account.id)).toMatchObject({ account_plan: 'pro', plan: 'pro' });
  });

  it('are handled without the one that goes wrong', async () => {
    stage = await openStage();
    const account = await stage.service.client.account();
    const { deliveries } = stage.standIn;
    await stage.buy(account, 'small');
    const events = deliveries.takeHeld();
    const completed = events.find(({ type }) => type === 'checkout.session.completed')!;
    const gone = structuredClone(completed);
    gone.id = 'evt_of_what_is_gone';
    gone.data.object.id = 'cs_test_gone';
    for (const event of [gone, ...events]) expect(await deliveries.post(event)).toBe(200);
    const service = stage.service.app.get(StripeEventsService);
    await expect(service.handle(completed.id)).rejects.toThrow('No such');
    await expect(service.handle(gone.id)).rejects.toThrow('No such');
    for (const { id } of events) await service.handle(id);
    expect((await account.usage()).ia_topup_credits).toBe(100);
    expect(await report()).toMatchObject({ waiting: 1, failing: 1 });
  });
});
