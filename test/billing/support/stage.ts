import { CheckoutService } from '../../../src/billing/checkout.service.js';
import { StripeEventsService } from '../../../src/billing/stripe-events.service.js';
import type { CheckoutRequest } from '../../../src/billing/purchase.js';
import { ReconcileService } from '../../../src/billing/reconcile.service.js';
import type { TopupSize } from '../../../src/config/plans.js';
import { devPrices, devSettings } from '../../../stand-ins/stripe/dev-settings.js';
import type { PaymentIntent, Session, StripeEvent, Subscription } from '../../../stand-ins/stripe/objects.js';
import { startStripeStandIn } from '../../../stand-ins/stripe/server.js';
import type { StripeStandIn } from '../../../stand-ins/stripe/stand-in.js';
import { startService, type Service } from '../../support/service.js';

/** Where the clocks of these suites begin: behind the real one, so that new accounts were made in the past. */
export const START = at('2030-01-31T10:00:00Z');
export const HOUR = 3_600;
export const DAY = 24 * HOUR;

const CLOCK = `
  CREATE TABLE virtual_clock (at timestamptz(3) NOT NULL);
  INSERT INTO virtual_clock VALUES (now());
  CREATE OR REPLACE FUNCTION credit_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS 'SELECT at FROM virtual_clock'`;

export interface BillingAnswer {
  url: string;
  code?: string;
}

/** Unix seconds. */
export function at(text: string): number {
  return new Date(text).getTime() / 1000;
}

/**
 * The service on a stand-in for Stripe, both on one clock that stands until it is moved. Events are held: a suite says
 * when they arrive. Without other roles than `api` nobody handles them but the suite.
 */
export async function openStage(roles = 'api', plans?: object): Promise<BillingStage> {
  const stripe = await startStripeStandIn({ prices: devPrices(), secretKey: devSettings('').STRIPE_SECRET_KEY });
  const service = await startService({
    environment: { ROLE: roles, ...devSettings(stripe.url) },
    ...(plans && { plans: { plans } }),
  });
  await service.sql.pool.query(CLOCK);
  const stage = new BillingStage(service, stripe);
  await stage.setClock(START);
  return stage;
}

export class BillingStage {
  readonly standIn: StripeStandIn;
  readonly reconciler: ReconcileService;
  private readonly events: StripeEventsService;

  constructor(
    readonly service: Service,
    private readonly stripe: Awaited<ReturnType<typeof startStripeStandIn>>,
  ) {
    this.standIn = stripe.standIn;
    this.reconciler = service.app.get(ReconcileService);
    this.events = service.app.get(StripeEventsService);
    const secret = devSettings(stripe.url).STRIPE_WEBHOOK_SECRET;
    this.standIn.deliveries.receiver = { url: `${service.client.url}/api/stripe/webhook`, secret };
    this.standIn.deliveries.manner = { mode: 'hold', copies: 1, delayMs: 0 };
  }

  get now(): number {
    return this.standIn.store.now;
  }

  /** Moves both clocks; what Stripe does meanwhile happens at its own time. */
  async setClock(seconds: number): Promise<void> {
    this.standIn.renewals.advanceTo(seconds);
    await this.service.sql.pool.query('UPDATE virtual_clock SET at = $1', [new Date(this.now * 1000)]);
  }

  wait(seconds: number): Promise<void> {
    return this.setClock(this.now + seconds);
  }

  /** Posts an event and handles it, as a worker would. */
  async deliver(event: StripeEvent): Promise<void> {
    expect(await this.standIn.deliveries.post(event)).toBe(200);
    await this.events.handle(event.id);
  }

  /** Delivers all that is held, in the order it was made. */
  async deliverAll(): Promise<void> {
    for (const event of this.standIn.deliveries.takeHeld()) await this.deliver(event);
  }

  /** As a signed-in person: a key would need a plan that has the API. */
  async checkout(account: { id: string }, body: CheckoutRequest): Promise<Session> {
    const { url } = await this.service.app.get(CheckoutService).begin(account.id, body);
    return this.standIn.store.get<Session>('checkout.session', url.split('/').at(-1) ?? '');
  }

  /** Subscribes through a checkout. */
  async subscribe(account: { id: string }, body: CheckoutRequest, trialDays?: number): Promise<Subscription> {
    const session = await this.checkout(account, body);
    this.standIn.checkouts.pay(session.id, { trialDays });
    return this.standIn.store.get<Subscription>('subscription', session.subscription ?? '');
  }

  /** Buys a top-up through a checkout; `later`: its money is on its way. */
  async buy(
    account: { id: string },
    topup: TopupSize,
    later = false,
  ): Promise<{ session: Session; payment: PaymentIntent }> {
    const session = await this.checkout(account, { topup });
    this.standIn.checkouts.pay(session.id, { later });
    return { session, payment: this.standIn.store.get<PaymentIntent>('payment_intent', session.payment_intent ?? '') };
  }

  /** What the operator sees of an account. */
  async look(accountId: string): Promise<Record<string, unknown>> {
    return (await this.service.client.admin<Record<string, unknown>>('GET', `/accounts/${accountId}`)).body;
  }

  /** What a period grants that began after everything was learned. */
  async limits(accountId: string) {
    await this.service.client.admin('GET', `/accounts/${accountId}`);
    const { rows } = await this.service.sql.pool.query(
      `SELECT plan, period_end, compression_limit, ai_limit, compression_carried, ai_carried FROM credit_balances
       WHERE account_id = $1`,
      [accountId],
    );
    return rows[0] as Record<string, unknown>;
  }

  /**
   * What the account has now: nothing of it may depend on how events came. The limits of the running period do: a plan that
   * was over before it was learned of has earned nothing.
   */
  async state(accountId: string) {
    const { rows: balances } = await this.service.sql.pool.query(
      `SELECT b.anchor, b.plan, b.period_end, b.topup_balance, b.topup_debt,
         a.plan AS account_plan, a.next_plan, a.next_plan_at
       FROM credit_balances b JOIN accounts a ON a.id = b.account_id WHERE a.id = $1`,
      [accountId],
    );
    const { rows: ledger } = await this.service.sql.pool.query(
      `SELECT entry, bucket, amount, reference, topup FROM credit_ledger
       WHERE account_id = $1 AND bucket = 'topup' ORDER BY reference, entry`,
      [accountId],
    );
    return { ...(balances[0] as Record<string, unknown>), ledger: ledger as object[] };
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.stripe.stop();
  }
}
