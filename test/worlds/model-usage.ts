import type { ModelAccount } from './model-account.js';
import type { ModelPeriod } from './model-words.js';
import { PLANS } from './plans.js';

/** `GET /api/usage` as it is documented, from the model: held credits count as used; 99,999 means unlimited. */
export function usageOf(account: ModelAccount) {
  const view = periodViewOf(account, account.current);
  const plan = PLANS[account.current.plan];
  const { free } = account.topups;
  const remaining = Math.max(0, view.ia_credits_monthly - view.ia_credits_used) + free;
  return {
    ...view,
    ia_topup_credits: free,
    ia_credits_remaining: remaining,
    canCompress: plan.compressions === null || view.compressor_used < plan.compressions,
    canUseIA: plan.features.length > 0 && (plan.ai === null || remaining > 0),
    topups: { small: null, medium: null, large: null },
  };
}

export function periodViewOf(account: ModelAccount, period: ModelPeriod) {
  const figures = account.figures(period);
  return {
    plan: figures.plan,
    period_start: figures.period_start.toISOString(),
    period_end: figures.period_end.toISOString(),
    compressor_used: figures.compression_used + figures.compression_reserved,
    compressor_limit: figures.compression_limit ?? 99_999,
    compressor_reserved: figures.compression_reserved,
    ia_credits_used: figures.ai_used + figures.ai_reserved,
    ia_credits_monthly: figures.ai_limit ?? 99_999,
    ia_credits_reserved: figures.ai_reserved,
  };
}

/** `usage.period_reset` of each period a roll closed. */
export function resetEventsOf(account: ModelAccount, closed: ModelPeriod[]) {
  return closed.map((period) => {
    const next = account.figures({ ...period, no: period.no + 1 });
    return {
      type: 'usage.period_reset',
      data: {
        closed: periodViewOf(account, period),
        period_start: next.period_start.toISOString(),
        period_end: next.period_end.toISOString(),
        seq: account.seq,
      },
    };
  });
}
