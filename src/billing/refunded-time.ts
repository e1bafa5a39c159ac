import type { Stripe } from 'stripe';

/** Time of a subscription that Stripe gave back, beyond what the customer took instead of it. */
export interface RefundedTime {
  invoice: string;
  subscription: string;
  /** The currency's smallest unit. */
  amount: number;
  currency: string;
  created: Date;
}

/**
 * What an invoice gave back: its lines below zero, each less the lines for time that begins at the same instant, which the customer
 * took in its place. Null when that is nothing, and for an invoice that does not count.
 */
export function refundedTime(invoice: Stripe.Invoice, subscription: string): RefundedTime | null {
  if (invoice.status !== 'paid' && invoice.status !== 'open') return null;
  const starts = new Map<number, number>();
  for (const { amount, period } of invoice.lines.data) {
    starts.set(period.start, (starts.get(period.start) ?? 0) + amount);
  }
  const amount = [...starts.values()].reduce((sum, total) => sum + Math.max(0, -total), 0);
  const created = new Date(invoice.created * 1000);
  return amount > 0 ? { invoice: invoice.id, subscription, amount, currency: invoice.currency, created } : null;
}
