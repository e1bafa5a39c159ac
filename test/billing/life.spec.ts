import { at, DAY, HOUR, openStage, START, type BillingStage } from './support/stage.js';

describe('a life with Stripe', () => {
  let stage: BillingStage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const newAccount = () => stage.service.client.account();
  const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

  it('subscribes on the 31st: periods count from the anchor, a renewal that is paid changes nothing', async () => {
    const account = await newAccount();
    const subscription = await stage.subscribe(account, { plan: 'agency' });
    await stage.deliverAll();
    const first = { plan: 'agency', period_start: iso(START), period_end: '2030-02-28T10:00:00.000Z' };
    expect(await account.usage()).toMatchObject(first);
    await stage.setClock(at('2030-02-28T12:00:00Z'));
    await stage.deliverAll();
    expect(subscription.status).toBe('active');
    expect(await account.usage()).toMatchObject({ plan: 'agency', period_end: '2030-03-31T10:00:00.000Z' });
  });

  it('grants a top-up once, when its money has come', async () => {
    const account = await newAccount();
    const { session } = await stage.buy(account, 'medium', true);
    await stage.deliverAll();
    expect((await account.usage()).ia_topup_credits).toBe(0);
    await stage.wait(3 * DAY);
    stage.standIn.checkouts.payLater(session.id, true);
    const events = stage.standIn.deliveries.takeHeld();
    for (const event of [...events, ...events]) await stage.deliver(event);
    expect((await account.usage()).ia_topup_credits).toBe(500);
    await stage.wait(HOUR);
  });
});
