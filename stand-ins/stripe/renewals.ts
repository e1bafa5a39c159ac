import type { Invoices } from './invoices.ts';
import { boundaryAfter } from './months.ts';
import type { Invoice, Price, Schedule, Session, Subscription } from './objects.ts';
import type { Store } from './store.ts';
import { itemOf, monthsOf, type Subscriptions } from './subscriptions.ts';

/** Stripe leaves an invoice open for changes for an hour before it asks for the money. */
const DRAFT_SECONDS = 3_600;
/** Without a payment it gives up after three weeks. */
const GIVE_UP_SECONDS = 21 * 86_400;
/** A mistake in the times would go on for ever. */
const MAX_STEPS = 10_000;

interface Due {
  at: number;
  act: () => void;
}

/** Lets the time go by: whatever is due happens in its order and at its own time. */
export class Renewals {
  private readonly store: Store;
  private readonly subscriptions: Subscriptions;
  private readonly invoices: Invoices;

  constructor(store: Store, subscriptions: Subscriptions, invoices: Invoices) {
    this.store = store;
    this.subscriptions = subscriptions;
    this.invoices = invoices;
  }

  advanceTo(seconds: number): void {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const [next] = this.due().sort((a, b) => a.at - b.at);
      if (!next || next.at > seconds) break;
      this.store.now = Math.max(this.store.now, next.at);
      next.act();
    }
    this.store.now = Math.max(this.store.now, seconds);
  }

  private due(): Due[] {
    const ends = this.store
      .all<Subscription>('subscription')
      .filter(({ status }) => status !== 'canceled' && status !== 'incomplete')
      .flatMap((subscription) => this.dueOf(subscription));
    const expiries = this.store
      .all<Session>('checkout.session')
      .filter(({ status }) => status === 'open')
      .map((session) => ({ at: session.expires_at, act: () => this.expire(session) }));
    return [...ends, ...expiries];
  }

  private dueOf(subscription: Subscription): Due[] {
    const end = itemOf(subscription).current_period_end;
    const due: Due[] = [{ at: end, act: () => this.periodEnds(subscription) }];
    for (const draft of this.invoices.draftsOf(subscription)) {
      due.push({ at: draft.created + DRAFT_SECONDS, act: () => this.collect(subscription, draft) });
    }
    const invoice = this.store.find<Invoice>('invoice', subscription.latest_invoice ?? '');
    if (subscription.status === 'past_due' && invoice?.status === 'open') {
      due.push({ at: invoice.created + GIVE_UP_SECONDS, act: () => this.giveUp(subscription, invoice) });
    }
    return due;
  }

  private periodEnds(subscription: Subscription): void {
    const end = itemOf(subscription).current_period_end;
    if (subscription.cancel_at !== null && subscription.cancel_at <= end) return this.subscriptions.end(subscription);
    this.takePlannedPrice(subscription, end);
    const item = itemOf(subscription);
    const { price } = item;
    const next = boundaryAfter(subscription.billing_cycle_anchor, end, monthsOf(price));
    Object.assign(item, { current_period_start: end, current_period_end: next });
    if (subscription.status === 'trialing') subscription.status = 'active';
    const billed = { price, amount: price.unit_amount, start: end, end: next };
    this.invoices.draft(subscription, 'subscription_cycle', [billed]);
    this.subscriptions.updated(subscription);
  }

  private takePlannedPrice(subscription: Subscription, at: number): void {
    if (!subscription.schedule) return;
    const { phases } = this.store.get<Schedule>('subscription_schedule', subscription.schedule);
    const planned = phases.findLast(({ start_date }) => start_date <= at)?.items[0]?.price;
    const item = itemOf(subscription);
    const price = planned && this.store.get<Price>('price', planned);
    if (price && monthsOf(price) !== monthsOf(item.price)) subscription.billing_cycle_anchor = at;
    if (price) item.price = price;
    this.subscriptions.release(subscription);
  }

  private collect(subscription: Subscription, invoice: Invoice): void {
    // One that a later change overtook says nothing of the subscription: the latest invoice decides.
    if (this.invoices.collect(invoice) || invoice.id !== subscription.latest_invoice) return;
    subscription.status = 'past_due';
    this.subscriptions.updated(subscription);
  }

  private giveUp(subscription: Subscription, invoice: Invoice): void {
    this.invoices.void(invoice);
    this.subscriptions.end(subscription);
  }

  private expire(session: Session): void {
    Object.assign(session, { status: 'expired', url: null });
    this.store.emit('checkout.session.expired', session);
  }
}
