import { StripeRefusal } from './errors.ts';
import type { Billed, Invoices } from './invoices.ts';
import { boundaryAfter } from './months.ts';
import type { Invoice, Metadata, Price, Schedule, Subscription, SubscriptionItem } from './objects.ts';
import type { Store } from './store.ts';

const DAY_SECONDS = 86_400;

/** What a customer, or the operator in Stripe's dashboard, does to subscriptions. Time is what `renewals.ts` does. */
export class Subscriptions {
  private readonly store: Store;
  private readonly invoices: Invoices;

  constructor(store: Store, invoices: Invoices) {
    this.store = store;
    this.invoices = invoices;
  }

  /** Begins and is paid at once, or is free until the trial ends. A declined card leaves it `incomplete`. */
  begin(customer: string, price: Price, metadata: Metadata, trialDays = 0): Subscription {
    const { now } = this.store;
    const anchor = now + trialDays * DAY_SECONDS;
    const end = trialDays > 0 ? anchor : boundaryAfter(anchor, now, monthsOf(price));
    const subscription = this.store.make<Subscription>('subscription', {
      customer,
      status: trialDays > 0 ? 'trialing' : 'active',
      billing_cycle_anchor: anchor,
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      ended_at: null,
      start_date: now,
      trial_start: trialDays > 0 ? now : null,
      trial_end: trialDays > 0 ? anchor : null,
      collection_method: 'charge_automatically',
      currency: 'usd',
      items: { object: 'list', data: [], has_more: false, url: '/v1/subscription_items' },
      latest_invoice: null,
      schedule: null,
      metadata,
    });
    const period = { current_period_start: now, current_period_end: end };
    const item = { subscription: subscription.id, price, quantity: 1 as const, ...period };
    subscription.items.data.push(this.store.make<SubscriptionItem>('subscription_item', item));
    const amount = trialDays > 0 ? 0 : price.unit_amount;
    const invoice = this.invoices.draft(subscription, 'subscription_create', [{ price, amount, start: now, end }]);
    if (!this.invoices.collect(invoice)) subscription.status = 'incomplete';
    this.store.emit('customer.subscription.created', subscription);
    return subscription;
  }

  /**
   * Another price at once. What was paid is counted against it; a card that is declined leaves the subscription
   * `past_due`. Another interval begins a new period, and with it a new anchor; so does the anchor `now`, which ends a trial.
   */
  change(id: string, priceId: string, anchor: 'now' | 'unchanged' = 'unchanged'): Subscription {
    const subscription = this.live(id);
    const item = itemOf(subscription);
    const price = this.store.get<Price>('price', priceId);
    const billed = this.billedFor(subscription, price, anchor);
    const invoice = this.invoices.draft(subscription, 'subscription_update', billed);
    if (this.beginsAnew(item, price, anchor)) {
      const { now } = this.store;
      Object.assign(item, { current_period_start: now, current_period_end: boundaryAfter(now, now, monthsOf(price)) });
      subscription.billing_cycle_anchor = now;
    }
    item.price = price;
    this.release(subscription);
    // As at Stripe, the latest invoice decides alone, whatever became of those before it.
    const isPaid = this.invoices.collect(invoice);
    const isTrial = subscription.status === 'trialing' && anchor === 'unchanged';
    if (!isTrial || !isPaid) subscription.status = isPaid ? 'active' : 'past_due';
    this.updated(subscription);
    return subscription;
  }

  /** The invoice of a change that may be made. */
  previewChange(id: string, priceId: string, anchor: 'now' | 'unchanged' = 'unchanged'): object {
    const subscription = this.live(id);
    return this.invoices.preview(subscription, this.billedFor(subscription, this.store.get('price', priceId), anchor));
  }

  private billedFor(subscription: Subscription, price: Price, anchor: 'now' | 'unchanged'): Billed[] {
    const item = itemOf(subscription);
    const { now } = this.store;
    const anew = this.beginsAnew(item, price, anchor);
    const { current_period_start: began, current_period_end: ends } = item;
    const end = anew ? boundaryAfter(now, now, monthsOf(price)) : ends;
    const part = Math.max(0, ends - now) / (ends - began);
    const endsTrial = subscription.status === 'trialing' && anchor === 'now';
    return [
      {
        price: item.price,
        amount: endsTrial ? 0 : -Math.round(item.price.unit_amount * part),
        start: now,
        end: ends,
      },
      { price, amount: anew ? price.unit_amount : Math.round(price.unit_amount * part), start: now, end },
    ];
  }

  private beginsAnew(item: SubscriptionItem, price: Price, anchor: 'now' | 'unchanged'): boolean {
    return anchor === 'now' || monthsOf(price) !== monthsOf(item.price);
  }

  /** Another price from the period's end on, by a schedule. */
  changeAtPeriodEnd(id: string, priceId: string): Subscription {
    const subscription = this.live(id);
    const { current_period_start: start, current_period_end: end, price: before } = itemOf(subscription);
    const price = this.store.get<Price>('price', priceId);
    const phase = (from: number, to: number, { id: price }: Price) => {
      return { start_date: from, end_date: to, items: [{ price, quantity: 1 as const }] };
    };
    this.release(subscription);
    const next = phase(end, boundaryAfter(end, end, monthsOf(price)), price);
    const schedule = this.store.make<Schedule>('subscription_schedule', {
      customer: subscription.customer,
      subscription: id,
      status: 'active',
      phases: [phase(start, end, before), next],
    });
    subscription.schedule = schedule.id;
    this.store.emit('subscription_schedule.created', schedule);
    this.updated(subscription);
    return subscription;
  }

  cancelAtPeriodEnd(id: string, cancel: boolean): Subscription {
    const subscription = this.live(id);
    const { now } = this.store;
    const end = itemOf(subscription).current_period_end;
    Object.assign(subscription, { cancel_at_period_end: cancel, cancel_at: cancel ? end : null });
    subscription.canceled_at = cancel ? now : null;
    this.updated(subscription);
    return subscription;
  }

  cancel(id: string): Subscription {
    const subscription = this.live(id);
    this.end(subscription);
    return subscription;
  }

  /** The customer pays what is open. */
  pay(id: string): Subscription {
    const subscription = this.live(id);
    const invoice = this.store.get<Invoice>('invoice', subscription.latest_invoice ?? '');
    if (invoice.status === 'paid') throw new StripeRefusal(400, 'Invoice is already paid');
    if (this.invoices.collect(invoice) && subscription.status === 'past_due') {
      subscription.status = 'active';
      this.updated(subscription);
    }
    return subscription;
  }

  end(subscription: Subscription): void {
    const { now } = this.store;
    this.release(subscription);
    Object.assign(subscription, { status: 'canceled', ended_at: now, canceled_at: subscription.canceled_at ?? now });
    this.store.emit('customer.subscription.deleted', subscription);
  }

  /** The planned change has happened, or was overtaken. */
  release(subscription: Subscription): void {
    if (!subscription.schedule) return;
    const schedule = this.store.get<Schedule>('subscription_schedule', subscription.schedule);
    Object.assign(schedule, { status: 'released', subscription: null });
    subscription.schedule = null;
    this.store.emit('subscription_schedule.released', schedule);
  }

  updated(subscription: Subscription): void {
    this.store.emit('customer.subscription.updated', subscription);
  }

  private live(id: string): Subscription {
    const subscription = this.store.get<Subscription>('subscription', id);
    if (subscription.status !== 'canceled') return subscription;
    throw new StripeRefusal(400, `The subscription ${id} is canceled`, { param: 'id' });
  }
}

export function itemOf(subscription: Subscription): SubscriptionItem {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`${subscription.id} has no item`);
  return item;
}

export function monthsOf({ recurring }: Price): number {
  return recurring?.interval === 'year' ? 12 : 1;
}
