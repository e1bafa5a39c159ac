import { BillingSyncService } from '../../../src/billing/billing-sync.service.js';
import { newId } from '../../../src/common/ids.js';
import { CreditsService } from '../../../src/credits/credits.service.js';
import { NOBODY } from '../../../src/credits/spender.js';
import type { Invoice, Subscription } from '../../../stand-ins/stripe/objects.js';
import { Random } from '../../worlds/random.js';
import type { BillingStage } from './stage.js';

const PAID_PLANS = ['starter', 'pro', 'agency'] as const;
const PRICES = PAID_PLANS.flatMap((plan) => [`price_${plan}`, `price_${plan}_yearly`]);
const KINDS = {
  change: 6,
  changeAnew: 3,
  changeLater: 1,
  cancel: 1,
  cancelLater: 1,
  card: 2,
  pay: 1,
  nothing: 1,
} as const;

/** Somebody who switches plans to get credits for less than they cost, and uses all that there is at once. */
export class Switcher {
  customer = '';
  story = '';
  private subscription = '';
  private used = 0;

  private constructor(
    private readonly stage: BillingStage,
    private readonly id: string,
    private readonly random: Random,
  ) {}

  static async open(stage: BillingStage, seed: number): Promise<Switcher> {
    const { id } = await stage.service.client.account({ plan: 'free' });
    return new Switcher(stage, id, new Random(seed));
  }

  async act(): Promise<void> {
    const live = this.live;
    if (!live) await this.subscribe();
    else this.doTo(live, this.random.weighted(KINDS));
    await this.learn();
  }

  /** As after an event: everything is fetched anew. */
  async learn(): Promise<void> {
    if (this.customer) await this.stage.service.app.get(BillingSyncService).account(this.id, { subscriptions: true });
  }

  /** Every AI credit that can be reserved is used. */
  async useAll(): Promise<void> {
    const { sql, app } = this.stage.service;
    const credits = app.get(CreditsService);
    await sql.transaction(async (tx) => {
      const { ai } = await credits.available(tx, this.id, NOBODY);
      if (!ai) return;
      const batchId = newId('bat');
      await credits.reserve(tx, { accountId: this.id, batchId, compression: ai, ai });
      await credits.settle(tx, {
        batchId,
        compressionUsed: ai,
        compressionReleased: 0,
        aiUsed: ai,
        aiReleased: 0,
        close: true,
      });
      this.used += ai;
    });
  }

  /** What an unpaid period was used for is owed: nobody has paid it yet. */
  async credits() {
    const { rows } = await this.stage.service.sql.pool.query<{ owed: number }>(
      `SELECT greatest(0, ai_carried + ai_used
         - CASE WHEN plan <> 'free' AND paid_until <= period_start THEN 0 ELSE ai_limit END) AS owed
       FROM credit_balances WHERE account_id = $1`,
      [this.id],
    );
    return { used: this.used, owed: rows[0]?.owed ?? 0 };
  }

  /** The clock of those who come later must not wait for this one's renewals. */
  leave(): void {
    if (this.live) this.stage.standIn.subscriptions.cancel(this.subscription);
  }

  private get live(): Subscription | null {
    const found = this.stage.standIn.store.find<Subscription>('subscription', this.subscription);
    return found && found.status !== 'canceled' ? found : null;
  }

  private async subscribe(): Promise<void> {
    const plan = this.random.pick(PAID_PLANS);
    const interval = this.random.pick(['month', 'month', 'year'] as const);
    this.tell(`subscribe to ${plan} by the ${interval}`);
    if (this.customer) this.stage.standIn.invoices.decline(this.customer, false);
    const { id, customer } = await this.stage.subscribe({ id: this.id }, { plan, interval });
    [this.subscription, this.customer] = [id, customer];
  }

  private doTo(subscription: Subscription, kind: keyof typeof KINDS): void {
    const { subscriptions, invoices, store } = this.stage.standIn;
    const others = PRICES.filter((price) => price !== subscription.items.data[0]?.price.id);
    const price = this.random.pick(others);
    const declined = this.random.chance(0.5);
    this.tell(`${kind} ${kind.startsWith('change') ? price : kind === 'card' ? `declined ${declined}` : ''}`);
    // As the portal's configuration has it: a new period, charged at once.
    if (kind === 'changeAnew') subscriptions.change(subscription.id, price, 'now');
    if (kind === 'change') subscriptions.change(subscription.id, price);
    if (kind === 'changeLater') subscriptions.changeAtPeriodEnd(subscription.id, price);
    if (kind === 'cancel') subscriptions.cancel(subscription.id);
    if (kind === 'cancelLater') subscriptions.cancelAtPeriodEnd(subscription.id, true);
    if (kind === 'card') invoices.decline(subscription.customer, declined);
    const latest = store.find<Invoice>('invoice', subscription.latest_invoice ?? '');
    if (kind === 'pay' && latest?.status !== 'paid') subscriptions.pay(subscription.id);
  }

  private tell(what: string): void {
    this.story += `${new Date(this.stage.now * 1000).toISOString()} ${what}\n`;
  }
}
