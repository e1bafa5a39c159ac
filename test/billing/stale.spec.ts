import { BillingSyncService } from '../../src/billing/billing-sync.service.js';
import { openStage, type BillingStage } from './support/stage.js';

describe('what was fetched too early', () => {
  let stage: BillingStage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.service.client.expectSoundBooks());
  afterAll(() => stage.close());

  /** Keeps the next transaction waiting until it is let go: what it was given is old by then. */
  function holdNextTransaction() {
    const { sql } = stage.service;
    const transaction = sql.transaction.bind(sql);
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const reached = new Promise<void>((resolve) => {
      sql.transaction = async (work) => {
        sql.transaction = transaction;
        resolve();
        await gate;
        return transaction(work);
      };
    });
    return { reached, letGo };
  }

  it('is not put in force after something newer: a plan', async () => {
    const account = await stage.service.client.account({ plan: 'free' });
    const subscription = await stage.subscribe(account, { plan: 'starter' });
    const sync = stage.service.app.get(BillingSyncService);
    const held = holdNextTransaction();
    const slow = sync.account(account.id, { subscriptions: true });
    await held.reached;
    stage.standIn.subscriptions.change(subscription.id, 'price_agency');
    await sync.account(account.id, { subscriptions: true });
    held.letGo();
    await slow;
    expect(await stage.state(account.id)).toMatchObject({ account_plan: 'agency', plan: 'agency' });
  });

  it('is not put in force after something newer: a refund that failed meanwhile', async () => {
    const account = await stage.service.client.account({ plan: 'free' });
    const { payment } = await stage.buy(account, 'small');
    const refund = stage.standIn.payments.refund(payment.id, 250, 'pending');
    const sync = stage.service.app.get(BillingSyncService);
    const held = holdNextTransaction();
    const slow = sync.account(account.id, { payments: [payment.id] });
    await held.reached;
    stage.standIn.payments.failRefund(refund.id);
    await sync.account(account.id, { payments: [payment.id] });
    held.letGo();
    expect(await slow).toEqual([]);
    expect(await stage.state(account.id)).toMatchObject({ topup_balance: 100, topup_debt: 0 });
  });
});
