import type { Stripe } from 'stripe';
import { idOf } from './payment-facts.js';

/** What an event is about: ids only. What it says of them may be old, so all of it is fetched anew. */
export interface EventTarget {
  customerId: string | null;
  paymentIntentId: string | null;
  sessionId: string | null;
}

/** Types that can change what an account has. Others are noted and change nothing. */
const SUBSCRIPTION = /^(customer\.subscription\.|subscription_schedule\.|invoice\.)/;
const PAYMENT = /^(payment_intent\.|charge\.|refund\.)/;
const SESSION = /^checkout\.session\./;

export function concernsSubscriptions(type: string): boolean {
  return SUBSCRIPTION.test(type);
}

export function concernsBilling(type: string): boolean {
  return SUBSCRIPTION.test(type) || PAYMENT.test(type) || SESSION.test(type);
}

export function targetOf({ data }: Stripe.Event): EventTarget {
  const object = data.object as unknown as Record<string, unknown> & { id?: string; object: string };
  const reference = (name: string) => idOf(object[name] as string | { id: string } | null | undefined);
  const is = (kind: string) => (object.object === kind ? (object.id ?? null) : null);
  return {
    customerId: is('customer') ?? reference('customer'),
    paymentIntentId: is('payment_intent') ?? reference('payment_intent'),
    sessionId: is('checkout.session'),
  };
}
