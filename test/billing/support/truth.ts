import type { Invoice, PaymentIntent, Subscription } from '../../../stand-ins/stripe/objects.js';
import type { Actor } from './life.js';
import type { BillingStage } from './stage.js';

/**
 * What must be true of an account by what Stripe has of it in the end, said without steps: the anchor and, while its
 * subscription is live, the plan; and of every payment as much as was not taken back.
 */
export function expectTrue({ standIn }: BillingStage, actor: Actor, end: Record<string, unknown>): void {
  const subscription = standIn.store.get<Subscription>('subscription', actor.subscription);
  const anchor = new Date(subscription.billing_cycle_anchor * 1000);
  if (subscription.status === 'active' || subscription.status === 'trialing') {
    expect(end.anchor).toEqual(anchor);
    expect(subscription.items.data[0]?.price.id.split('_')[1]).toBe(end.account_plan);
  } else expect([anchor, ...endsOfPaidTimes(standIn, subscription)]).toContainEqual(end.anchor);
  const payments = actor.payments.map((id) => standIn.store.get<PaymentIntent>('payment_intent', id));
  const left = payments.reduce((sum, payment) => sum + creditsLeft(actor, payment), 0);
  expect(Number(end.topup_balance) - Number(end.topup_debt)).toBe(left);
}

/** An anchor that was moved and never paid for does not count: periods go on to the end of the paid time. */
function endsOfPaidTimes({ store }: BillingStage['standIn'], { customer }: Subscription): Date[] {
  const paid = store.all<Invoice>('invoice').filter((one) => one.customer === customer && one.status === 'paid');
  const lines = paid.flatMap((one) => one.lines.data).filter(({ amount }) => amount >= 0);
  return lines.map(({ period }) => new Date(period.end * 1000));
}

function creditsLeft(actor: Actor, { id, status, amount, metadata }: PaymentIntent): number {
  if (status !== 'succeeded') return 0;
  const credits = Number(metadata.credits);
  const ofIt = <T extends { payment_intent: string }>(list: T[]) => list.filter((one) => one.payment_intent === id);
  const refunded = ofIt(actor.refunds).filter((one) => one.status !== 'failed');
  const disputed = ofIt(actor.disputes).filter((one) => one.status === 'needs_response' || one.status === 'lost');
  const taken = [...refunded, ...disputed].reduce((sum, one) => sum + one.amount, 0);
  return credits - Math.min(credits, Math.floor((credits * taken) / amount));
}
