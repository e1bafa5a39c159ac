import type { Stripe } from 'stripe';
import { refundedTime, type RefundedTime } from './refunded-time.js';
import { planOfPrice, type PaidPlan, type StripePrices } from '../config/stripe-settings.js';

/** Subscriptions of one customer that are looked at, newest first: nobody has as many, and old ones decide nothing. */
const MAX_SUBSCRIPTIONS = 100;
/**
 * Invoices of one subscription that are looked through, newest first: all, or an unpaid one hides behind those of many changes.
 * Who has more of them is taken for somebody who owes.
 */
const MAX_INVOICES = 1_000;
const PAGE = 100;

/** A time that was paid for. `amount` is 0 for a trial. */
export interface PaidTime {
  plan: PaidPlan;
  amount: number;
  start: Date;
  end: Date;
}

/** What of a subscription decides about an account, as Stripe has it at this moment. */
export interface SubscriptionFacts {
  id: string;
  itemId: string;
  priceId: string;
  status: string;
  created: Date;
  /** Null for a price that is none of ours. */
  plan: PaidPlan | null;
  anchor: Date;
  /** Of the subscription's item: since API "basil" the subscription itself has no period. */
  periodStart: Date;
  periodEnd: Date;
  /** Since when its latest invoice charges for the plan; null when it does not name it. */
  planSince: Date | null;
  /** When it ends, if it is to be canceled. */
  endsAt: Date | null;
  endedAt: Date | null;
  /** Its latest invoice still waits for its money. */
  invoiceOpen: boolean;
  latestInvoice: string | null;
  /** An invoice for a renewal waits: the running period is not paid, also when a later change was "paid" with its time. */
  renewalOpen: boolean;
  /** An invoice before the latest waits for its money: what came after it may have been paid with time that was not. */
  owes: boolean;
  /** What it becomes by a schedule, and when. */
  next: { plan: PaidPlan; at: Date } | null;
  /** What was paid last; looked up only where it decides. */
  paid: PaidTime | null;
  /** By which of its invoices Stripe gave time back. */
  refunded: RefundedTime[];
}

/** Fetches a customer's subscriptions anew: those that have not ended, and of the others the one that ended last. */
export async function fetchSubscriptions(
  api: Stripe,
  prices: StripePrices,
  customer: string,
): Promise<SubscriptionFacts[]> {
  const expand = ['data.latest_invoice', 'data.schedule'];
  const { data } = await api.subscriptions.list({ customer, status: 'all', limit: MAX_SUBSCRIPTIONS, expand });
  const begun = data.filter(({ status }) => status !== 'incomplete' && status !== 'incomplete_expired');
  const ended = begun
    .filter(({ status }) => status === 'canceled')
    .sort((a, b) => (b.ended_at ?? 0) - (a.ended_at ?? 0) || (a.id < b.id ? -1 : 1));
  const looked = [...begun.filter(({ status }) => status !== 'canceled'), ...ended.slice(0, 1)];
  const facts = looked.map((subscription) => factsOf(subscription, prices));
  const known = facts.filter((one) => one !== null);
  for (const one of known) {
    const all = api.invoices.list({ subscription: one.id, limit: PAGE });
    const data = await all.autoPagingToArray({ limit: MAX_INVOICES });
    const before = data.filter(({ id }) => id !== one.latestInvoice);
    one.owes =
      one.status !== 'canceled' && (data.length === MAX_INVOICES || before.some(({ status }) => status === 'open'));
    one.renewalOpen ||= before.some((invoice) => invoice.status === 'draft' && isRenewal(invoice));
    one.refunded = data.flatMap((invoice) => refundedTime(invoice, one.id) ?? []);
    if (!isLive(one)) one.paid = paidLast(data, prices);
  }
  return known;
}

/** The subscription that a customer has, whether it is paid or not. */
export function openSubscription(subscriptions: SubscriptionFacts[]): SubscriptionFacts | undefined {
  return subscriptions.find(({ status, plan }) => status !== 'canceled' && plan !== null);
}

/** True for a subscription whose plan is in force as long as Stripe says nothing else. */
export function isLive({ status, owes }: Pick<SubscriptionFacts, 'status' | 'owes'>): boolean {
  return (status === 'active' || status === 'trialing') && !owes;
}

function factsOf(subscription: Stripe.Subscription, prices: StripePrices): SubscriptionFacts | null {
  const [item] = subscription.items.data;
  if (!item) return null;
  const { cancel_at: cancelAt, cancel_at_period_end: atEnd, ended_at: ended, latest_invoice: invoice } = subscription;
  const endsAt = cancelAt ?? (atEnd ? item.current_period_end : null);
  const latest = invoice !== null && typeof invoice === 'object' ? invoice : null;
  const invoiceOpen = ['draft', 'open'].includes(latest?.status ?? '');
  return {
    id: subscription.id,
    itemId: item.id,
    priceId: item.price.id,
    status: subscription.status,
    created: time(subscription.created),
    plan: planOfPrice(prices, item.price.id)?.plan ?? null,
    anchor: time(subscription.billing_cycle_anchor),
    periodStart: time(item.current_period_start),
    periodEnd: time(item.current_period_end),
    planSince: latest && chargedSince(latest, item.price.id),
    endsAt: endsAt === null ? null : time(endsAt),
    endedAt: ended === null ? null : time(ended),
    invoiceOpen,
    renewalOpen: latest !== null && invoiceOpen && isRenewal(latest),
    owes: false,
    latestInvoice: latest?.id ?? null,
    next: scheduled(subscription, item, prices),
    paid: null,
    refunded: [],
  };
}

function isRenewal({ billing_reason: reason }: Stripe.Invoice): boolean {
  return reason === 'subscription_cycle';
}

/** When the time begins that an invoice charges at a price: the instant of a change, if it brought the invoice. */
function chargedSince({ lines }: Stripe.Invoice, priceId: string): Date | null {
  const starts = lines.data
    .filter(({ amount, pricing }) => amount >= 0 && idOfPrice(pricing) === priceId)
    .map(({ period }) => period.start);
  return starts.length > 0 ? time(Math.max(...starts)) : null;
}

function idOfPrice(pricing: Stripe.InvoiceLineItem['pricing']): string | undefined {
  const price = pricing?.price_details?.price;
  return typeof price === 'string' ? price : price?.id;
}

/** The first later phase of a schedule whose plan is another one. */
function scheduled(
  { schedule }: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  prices: StripePrices,
): SubscriptionFacts['next'] {
  if (schedule === null || typeof schedule !== 'object') return null;
  const [phase] = schedule.phases
    .filter(({ start_date }) => start_date >= item.current_period_end)
    .sort((a, b) => a.start_date - b.start_date);
  const [planned] = phase?.items ?? [];
  if (!phase || !planned) return null;
  const priceId = typeof planned.price === 'string' ? planned.price : planned.price.id;
  const plan = planOfPrice(prices, priceId)?.plan;
  return plan && priceId !== item.price.id ? { plan, at: time(phase.start_date) } : null;
}

/**
 * The newest invoice that was paid says how far: of its lines the one that reaches farthest, and of those the dearest. One that
 * came after an invoice whose money is missing does not count: Stripe gives back the rest of time that was never paid.
 */
function paidLast(invoices: Stripe.Invoice[], prices: StripePrices): PaidTime | null {
  const firstOwed = invoices.findLastIndex(({ status, amount_due: due }) => status !== 'paid' && due > 0);
  for (const invoice of invoices.slice(firstOwed + 1)) {
    if (invoice.status !== 'paid') continue;
    const times = invoice.lines.data.flatMap((line): PaidTime[] => {
      const price = idOfPrice(line.pricing);
      const plan = price && planOfPrice(prices, price)?.plan;
      const { amount, period } = line;
      return plan && amount >= 0 ? [{ plan, amount, start: time(period.start), end: time(period.end) }] : [];
    });
    const [last] = times.sort((a, b) => b.end.getTime() - a.end.getTime() || b.amount - a.amount);
    if (last) return last;
  }
  return null;
}

function time(seconds: number): Date {
  return new Date(seconds * 1000);
}
