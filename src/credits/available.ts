import type { KeyBudget } from './budgets.service.js';
import type { BalanceRow } from './usage.js';

/** What a reservation could take at an instant; null is unlimited. */
export interface Available {
  compression: number | null;
  ai: number | null;
  /** Of the key that lets the batch run; it is part of the figures above. */
  budget: KeyBudget | null;
}

/** What the account has left, or the budget of the key if that is less. */
export function availableOf(row: BalanceRow, budget: KeyBudget | null): Available {
  const compression = left(
    row.compression_granted,
    row.compression_carried + row.compression_used + row.compression_reserved,
  );
  const ofPlan = left(row.ai_granted, row.ai_carried + row.ai_used + row.ai_reserved);
  const ai = ofPlan === null ? null : ofPlan + row.topup_balance - row.topup_reserved;
  return {
    compression: leastOf(compression, budget && left(budget.compression, budget.used.compression)),
    ai: leastOf(ai, budget && left(budget.ai, budget.used.ai)),
    budget,
  };
}

function left(limit: number | null, taken: number): number | null {
  return limit === null ? null : Math.max(0, limit - taken);
}

function leastOf(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
