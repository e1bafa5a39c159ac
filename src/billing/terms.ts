import { PLAN_NAMES, type PlanName } from '../config/plans.js';
import { isLive, type SubscriptionFacts } from './subscription-facts.js';

const DAY_MS = 86_400_000;

/** What an account has by its subscription. Follows from Stripe's objects alone: no clock, and nothing heard before. */
export interface Terms {
  subscriptionId: string;
  status: string;
  /** The subscription decides as long as Stripe says nothing else. */
  live: boolean;
  plan: PlanName;
  /** What takes the plan's place at the first period's end that is not before `at`. */
  next: { plan: PlanName; at: Date } | null;
  anchor: Date;
  /** Since when the plan is paid for, when Stripe names the instant. */
  since: Date | null;
  /** Periods of credits that begin before this are paid; null when the plan is free. */
  paidUntil: Date | null;
  /** When Stripe is to be asked again even if it says nothing; `soon` while an invoice is open. */
  renewsAt: Date | 'soon' | null;
}

/** What of the terms is put in force. */
export type EnforcedTerms = Pick<Terms, 'plan' | 'next' | 'anchor' | 'since' | 'paidUntil'>;

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

function standing(subscription: SubscriptionFacts): number {
  if (isLive(subscription)) return 2;
  return subscription.status === 'canceled' ? 0 : 1;
}

function rank({ plan }: SubscriptionFacts): number {
  return PLAN_NAMES.indexOf(plan ?? 'free');
}

function termsOfOne(subscription: SubscriptionFacts): Terms {
  const { id: subscriptionId, status } = subscription;
  return {
    subscriptionId,
    status,
    live: isLive(subscription),
    anchor: anchorOf(subscription),
    ...planOf(subscription),
  };
}

/**
 * Another interval moves the anchor before it is paid. As long as it is not, periods go on as they were paid for: to the end of
 * the paid time.
 */
function anchorOf(subscription: SubscriptionFacts): Date {
  const { anchor, paid } = subscription;
  if (isLive(subscription) || paid === null || anchor >= paid.end) return anchor;
  const isMoved = anchor > paid.start || !isMonthsAfter(anchor, paid.end);
  if (!isMoved) return anchor;
  // The 28th of February may be a month after the 31st: its start says more than its end.
  return isMonthsAfter(paid.start, paid.end) ? paid.start : paid.end;
}

/** Whether `at` is an anchor and some months, clamped to the month's end, in UTC: what is paid for ends there. */
function isMonthsAfter(anchor: Date, at: Date): boolean {
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  const sameDay = at.getUTCDate() === Math.min(anchor.getUTCDate(), lastDay);
  return sameDay && at.getTime() % DAY_MS === anchor.getTime() % DAY_MS;
}

type PlanTerms = Pick<Terms, 'plan' | 'next' | 'since' | 'paidUntil' | 'renewsAt'>;

function planOf(subscription: SubscriptionFacts): PlanTerms {
  const { plan, status, endsAt, endedAt, paid, next, invoiceOpen, periodStart, periodEnd } = subscription;
  if (isLive(subscription)) {
    const ends = endsAt && { plan: 'free' as const, at: endsAt };
    const then = ends && next ? (ends.at <= next.at ? ends : next) : (ends ?? next);
    // Stripe asks for the money of a renewal an hour after the period began, or leaves a customer days to pay.
    const paidUntil = subscription.renewalOpen ? periodStart : periodEnd;
    const since = subscription.planSince;
    return {
      plan: plan ?? 'free',
      next: then,
      since,
      paidUntil,
      renewsAt: invoiceOpen || subscription.renewalOpen ? 'soon' : periodEnd,
    };
  }
  // The plan of what was paid, to its end: a change that was not paid for is not in force.
  if (status !== 'canceled') return paid ? until(paid.plan, paid.end) : free;
  // What is paid for when it ends is kept to the end of that period of credits; a trial and a debt give nothing.
  const covered = paid && endedAt && paid.amount > 0 && paid.end >= endedAt;
  return covered ? until(paid.plan, endedAt) : free;
}

const free = { plan: 'free', next: null, since: null, paidUntil: null, renewsAt: null } as const;

function until(plan: PlanName, at: Date): PlanTerms {
  return { plan, next: { plan: 'free', at }, since: null, paidUntil: at, renewsAt: null };
}
