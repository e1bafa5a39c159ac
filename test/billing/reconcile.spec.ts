import type { Subscription } from '../../stand-ins/stripe/objects.js';
import { DAY, HOUR, openStage, type BillingStage } from './support/stage.js';
import { leftOfTopups, type TopupEntry } from './support/topups.js';

interface Report {
  reconcile: { endedAt: string | null; looked: number; healed: number; error: string | null };
  healed: { account: string; changes: string[] }[];
}

describe('the reconcile', () => {
  let stage: BillingStage;

  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    await stage.close();
  });

  const report = async () => (await stage.service.client.admin<Report>('GET', '/billing')).body;
  const anchor = '2026-01-15T08:00:00Z';

  /** Three days of one account: everything that can be missed. Answers names of what it made, by id. */
  async function threeDays(id: string, afterEachAct: () => Promise<void>): Promise<Map<string, string>> {
    const { standIn } = stage;
    const names = new Map<string, string>();
    const act = async (what: () => unknown) => {
      await what();
      await afterEachAct();
      await stage.wait(6 * HOUR);
      await afterEachAct();
    };
    let subscription = '';
    await act(async () => ({ id: subscription } = await stage.subscribe({ id }, { plan: 'starter' })));
    const bought: string[] = [];
    for (const size of ['small', 'medium', 'large'] as const) {
      await act(async () => names.set(bought[bought.push((await stage.buy({ id }, size)).payment.id) - 1] ?? '', size));
    }
    await act(() => standIn.subscriptions.change(subscription, 'price_agency'));
    await act(() => names.set(standIn.payments.refund(bought[1] ?? '', 333).id, 'first refund'));
    await act(() => names.set(standIn.payments.refund(bought[1] ?? '', 400).id, 'second refund'));
    await act(() => {
      const dispute = standIn.payments.dispute(bought[0] ?? '');
      names.set(dispute.id, 'lost dispute');
      standIn.payments.closeDispute(dispute.id, 'lost');
    });
    await act(() => names.set(standIn.payments.dispute(bought[2] ?? '').id, 'open dispute'));
    await act(() => standIn.subscriptions.cancelAtPeriodEnd(subscription, true));
    await stage.wait(12 * HOUR);
    await afterEachAct();
    return names;
  }

  /** The state, with names in the place of ids, and times as seconds since the account subscribed. */
  async function end(id: string, names: Map<string, string>) {
    const { rows } = await stage.service.sql.pool.query<{ id: string }>(
      'SELECT subscription_id AS id FROM billing_customers WHERE account_id = $1',
      [id],
    );
    const { start_date: begun } = stage.standIn.store.get<Subscription>('subscription', rows[0]?.id ?? '');
    const since = (time: unknown) => (time instanceof Date ? time.getTime() / 1000 - begun : time);
    const { ledger, ...state } = await stage.state(id);
    const left = leftOfTopups(ledger as TopupEntry[]).map(({ topup, ...one }) => ({ topup: names.get(topup), ...one }));
    const entries = left.map((one) => JSON.stringify(one)).sort();
    return { ...Object.fromEntries(Object.entries(state).map(([name, value]) => [name, since(value)])), entries };
  }

  it('after three days without a single webhook ends in the same state, and says what it healed', async () => {
    const told = await stage.service.client.account({ plan: 'free', anchor });
    const toldNames = await threeDays(told.id, () => stage.deliverAll());
    const expected = await end(told.id, toldNames);

    stage.standIn.deliveries.manner = { mode: 'drop', copies: 1, delayMs: 0 };
    const untold = await stage.service.client.account({ plan: 'free', anchor });
    const untoldNames = await threeDays(untold.id, async () => {});
    expect(await stage.state(untold.id)).toMatchObject({ account_plan: 'free', topup_balance: 0, ledger: [] });
    await stage.reconciler.reconcile();
    expect(await end(untold.id, untoldNames)).toEqual(expected);
    const { healed, reconcile } = await report();
    expect(reconcile).toMatchObject({ error: null, endedAt: expect.any(String) as string });
    expect(reconcile.healed).toBeGreaterThan(0);
    const changes = healed.flatMap((one) => (one.account === untold.id ? one.changes : []));
    expect(changes.join('\n')).toMatch(/plan: free to agency/);
    expect(changes.join('\n')).toMatch(/top-up grant: 2000 credits/);

    // Another round finds nothing, and no event is handled twice.
    await stage.wait(2 * HOUR);
    await stage.reconciler.reconcile();
    expect((await report()).reconcile.healed).toBe(0);
  });

  it('finds what even Stripe’s list of events does not tell: by sessions and by subscriptions', async () => {
    const account = await stage.service.client.account({ plan: 'free', anchor });
    await stage.subscribe(account, { plan: 'pro' });
    await stage.buy(account, 'small');
    for (const event of stage.standIn.deliveries.takeHeld()) {
      await stage.service.sql.pool.query(
        `INSERT INTO stripe_events (id, type, created_at, handled_at, outcome) VALUES ($1, 'lost', now(), now(), 'ignored')`,
        [event.id],
      );
    }
    await stage.wait(DAY);
    await stage.reconciler.reconcile();
    expect(await stage.state(account.id)).toMatchObject({ account_plan: 'pro', topup_balance: 100 });
  });

  it('goes on behind its last page when it was interrupted, and begins once an hour', async () => {
    const account = await stage.service.client.account({ plan: 'free', anchor });
    await stage.buy(account, 'small');
    stage.standIn.deliveries.takeHeld();
    await stage.wait(HOUR);
    const { rows } = await stage.service.sql.pool.query<{ id: string }>(
      `INSERT INTO billing_reconciles (id, phase, started_at) SELECT 'rec_0', 'sessions', credit_clock() RETURNING id`,
    );
    await stage.reconciler.reconcile();
    expect(rows[0]?.id).toBe('rec_0');
    expect((await report()).reconcile).toMatchObject({ id: 'rec_0', healed: 1 });
    await stage.reconciler.reconcile();
    expect((await report()).reconcile).toMatchObject({ id: 'rec_0' });
  });
});
