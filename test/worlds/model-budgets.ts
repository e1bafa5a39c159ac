import type { ModelReservation } from './model-reservation.js';
import { monthOf } from './model-usage-days.js';

type Credit = 'compression' | 'ai';

interface Limits {
  compression: number | null;
  ai: number | null;
}

/** Limits and the newest month that counts (its first day). The clock may go back; a budget does not. */
type Budget = Limits & { month: string };

/** Budgets of keys. What is taken of one is a sum over the reservations of its month, asked for when it is needed. */
export class ModelBudgets {
  private readonly budgets = new Map<string, Budget>();

  constructor(private readonly reservations: ReadonlyMap<string, ModelReservation>) {}

  /** Takes over what another account has, for reservations of this one. */
  copyFrom(other: ModelBudgets): void {
    for (const [keyId, budget] of other.budgets) this.budgets.set(keyId, { ...budget });
  }

  set(keyId: string, limits: Limits, now: Date): void {
    const months = this.of(keyId)
      .filter((one) => takenBy(one).compression + takenBy(one).ai > 0)
      .map(({ month }) => month);
    const month = this.budgets.get(keyId)?.month ?? [...months, monthOf(now)].sort().at(-1) ?? '';
    if (limits.compression === null && limits.ai === null) this.budgets.delete(keyId);
    else this.budgets.set(keyId, { compression: limits.compression, ai: limits.ai, month });
  }

  /** The month in which a reservation of a key counts. */
  private monthFor(keyId: string | null, now: Date): string {
    const budget = keyId === null ? undefined : this.budgets.get(keyId);
    return [budget?.month ?? '', monthOf(now)].sort().at(-1) ?? '';
  }

  /** What a budget leaves a key that asks now (no limit is endless), and what is said when that is too little. */
  asked(keyId: string | null, now: Date) {
    const month = this.monthFor(keyId, now);
    const budget = keyId === null ? undefined : this.budgets.get(keyId);
    const used = keyId === null ? { compression: 0, ai: 0 } : this.taken(keyId, month);
    const left = (credit: Credit) => Math.max(0, (budget?.[credit] ?? Infinity) - used[credit]);
    const over = (credit: Credit, required: number) => ({
      verdict: `${credit}_over_budget` as const,
      credit,
      required,
      available: left(credit),
      budget: budget?.[credit] ?? 0,
      used: used[credit],
      renewsAt: endOf(month),
    });
    return { month, compression: left('compression'), ai: left('ai'), over };
  }

  reserved({ spending, month }: ModelReservation): void {
    const budget = spending.by.keyId === null ? undefined : this.budgets.get(spending.by.keyId);
    if (budget) budget.month = month;
  }

  /** What the table has. */
  rows(): object[] {
    return [...this.budgets].map(([key_id, budget]) => {
      const { compression, ai } = this.taken(key_id, budget.month);
      return { key_id, ...budget, compression_taken: compression, ai_taken: ai };
    });
  }

  private taken(keyId: string, month: string) {
    const parts = this.of(keyId)
      .filter((one) => one.month === month)
      .map(takenBy);
    const sum = (credit: Credit) => parts.reduce((total, part) => total + part[credit], 0);
    return { compression: sum('compression'), ai: sum('ai') };
  }

  private of(keyId: string): ModelReservation[] {
    return [...this.reservations.values()].filter(({ spending }) => spending.by.keyId === keyId);
  }
}

/** Used or held. */
function takenBy({ compression, plan, topup, parts }: ModelReservation) {
  return {
    compression: compression - parts.compression_released,
    ai: plan + topup - parts.ai_plan_released - parts.ai_topup_released,
  };
}

/** When the month with this first day ends. */
function endOf(month: string): string {
  const first = new Date(month);
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1)).toISOString();
}
