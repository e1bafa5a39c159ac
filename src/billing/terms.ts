import { PLAN_NAMES, type PlanName } from '../config/plans.js';
import type { SubscriptionFacts } from './subscription-facts.js';

/** What an account has by its subscription. Follows from Stripe's objects alone: no clock, and nothing heard before. */
export interface Terms {
  subscriptionId: string;
  status: string;
  plan: PlanName;
  /** What takes the plan's place at the first period's end that is not before `at`. */
  next: { plan: PlanName; at: Date } | null;
  anchor: Date;
  /** When Stripe is to be asked again even if it says nothing; `soon` while an invoice is open. */
  renewsAt: Date | 'soon' | null;
}

/**
 * The terms of the subscription that decides; null when there never was one that began. A live one decides before one
 * that is not paid, and that before one that ended; of two live ones the higher plan does, then the older one.
 */
export function termsOf(subscriptions: SubscriptionFacts[]): Terms | null {
  const [deciding] = subscriptions
    .filter(({ plan }) => plan !== null)
    .sort((a, b) => standing(b) - standing(a) || rank(b) - rank(a) || a.created.getTime() - b.created.getTime());
  return deciding ? termsOfOne(deciding) : null;
}

/** True for a subscription whose plan is in force as long as Stripe says nothing else. */
export function isLive({ status }: { status: string }): boolean {
  return status === 'active' || status === 'trialing';
}

function standing(subscription: SubscriptionFacts): number {
  if (isLive(subscription)) return 2;
  return subscription.status === 'canceled' ? 0 : 1;
}

function rank({ plan }: SubscriptionFacts): number {
  return PLAN_NAMES.indexOf(plan ?? 'free');
}

function termsOfOne(subscription: SubscriptionFacts): Terms {
  const { id: subscriptionId, status, anchor } = subscription;
  return { subscriptionId, status, anchor, ...planOf(subscription) };
}

function planOf(subscription: SubscriptionFacts): Pick<Terms, 'plan' | 'next' | 'renewsAt'> {
  const { plan, status, endsAt, endedAt, paid, next, invoiceOpen, periodEnd } = subscription;
  if (isLive(subscription)) {
    const then = endsAt ? { plan: 'free' as const, at: endsAt } : next;
    return { plan: plan ?? 'free', next: then, renewsAt: invoiceOpen ? 'soon' : periodEnd };
  }
  // The plan of what was paid, to its end: a change that was not paid for is not in force.
  if (status !== 'canceled') return paid ? until(paid.plan, paid.end) : free;
  // What is paid for when it ends is kept to the end of that period of credits; a trial and a debt give nothing.
  const covered = paid && endedAt && paid.amount > 0 && paid.end >= endedAt;
  return covered ? until(paid.plan, endedAt) : free;
}

const free = { plan: 'free', next: null, renewsAt: null } as const;

function until(plan: PlanName, at: Date): Pick<Terms, 'plan' | 'next' | 'renewsAt'> {
  return { plan, next: { plan: 'free', at }, renewsAt: null };
}
