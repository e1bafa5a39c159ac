import type { ModelAccount } from './model-account.js';
import type { Kind, ModelPeriod } from './model-period.js';
import { PLANS } from './plans.js';

/** `GET /api/usage` as it is documented, from the model: held credits count as used; 99,999 means unlimited. */
export function usageOf(account: ModelAccount, now: Date) {
  const { current, paidUntil } = account;
  const granted = {
    compression: current.granted('compression', now, paidUntil),
    ai: current.granted('ai', now, paidUntil),
  };
  const view = periodViewOf(account, current, granted);
  const { free, debt } = account.topups;
  const aiLeft = granted.ai === null ? 99_999 : view.ia_credits_monthly - view.ia_credits_owed - view.ia_credits_used;
  const remaining = Math.max(0, aiLeft) + free;
  return {
    ...view,
    ia_topup_credits: free,
    ia_topup_debt: debt,
    ia_credits_remaining: remaining,
    canCompress: granted.compression === null || view.compressor_owed + view.compressor_used < view.compressor_limit,
    canUseIA: PLANS[current.plan].features.length > 0 && (granted.ai === null || remaining > 0),
    topups: { small: null, medium: null, large: null },
  };
}

export function periodViewOf(account: ModelAccount, period: ModelPeriod, granted = inAll(period)) {
  const figures = account.figures(period);
  // A limit is never below zero: what the operator took beyond it is owed.
  const beyond = (kind: Kind) => Math.max(0, -(granted[kind] ?? 0));
  return {
    plan: figures.plan,
    period_start: figures.period_start.toISOString(),
    period_end: figures.period_end.toISOString(),
    compressor_used: figures.compression_used + figures.compression_reserved,
    compressor_limit: Math.max(0, granted.compression ?? 99_999),
    compressor_reserved: figures.compression_reserved,
    compressor_unlimited: granted.compression === null,
    compressor_owed: figures.compression_carried + beyond('compression'),
    compressor_adjusted: figures.compression_adjusted,
    ia_credits_used: figures.ai_used + figures.ai_reserved,
    ia_credits_monthly: Math.max(0, granted.ai ?? 99_999),
    ia_credits_reserved: figures.ai_reserved,
    ia_credits_unlimited: granted.ai === null,
    ia_credits_owed: figures.ai_carried + beyond('ai'),
    ia_credits_adjusted: figures.ai_adjusted,
  };
}

const inAll = (period: ModelPeriod) => ({ compression: period.inAll('compression'), ai: period.inAll('ai') });

/** `usage.period_reset` of each period a roll closed. */
export function resetEventsOf(account: ModelAccount, closed: ModelPeriod[]) {
  return closed.map((period) => {
    const next = followerOf(account, period);
    return {
      type: 'usage.period_reset',
      data: {
        closed: periodViewOf(account, period),
        period_start: next.start.toISOString(),
        period_end: next.end.toISOString(),
        seq: account.seq,
      },
    };
  });
}

export function followerOf(account: ModelAccount, period: ModelPeriod): ModelPeriod {
  const next = account.periods[account.periods.indexOf(period) + 1];
  if (!next) throw new Error('No period follows the running one');
  return next;
}
