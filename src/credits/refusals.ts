import { ApiError, type ErrorCode } from '../common/errors.js';
import type { PlanName } from '../config/plans.js';
import type { ReserveVerdict } from './reserve.sql.js';

export type Credit = 'compression' | 'ai';

/** What a refusal was decided on: the account's `seq`, and the plan in force. */
interface Decided {
  seq: number;
  plan: PlanName;
}

/** A reservation was refused, and nothing was written. `seq` is the account's state that it was true for. */
export abstract class ReservationRefused extends ApiError {
  readonly seq: number;
  readonly plan: PlanName;

  constructor(code: ErrorCode, details: Record<string, unknown>, { seq, plan }: Decided) {
    super(code, details);
    this.seq = seq;
    this.plan = plan;
  }
}

/** The account has fewer credits left. */
export class InsufficientCredits extends ReservationRefused {
  constructor(credit: Credit, required: number, available: number | null, decided: Decided) {
    super('insufficient_credits', { credit, required, available: available ?? 0 }, decided);
  }
}

/** The account may have the credits; the budget of the key for this month does not reach. */
export class BudgetExceeded extends ReservationRefused {
  constructor(credit: Credit, required: number, budget: SpentBudget, decided: Decided) {
    super('budget_exceeded', budgetDetails(credit, required, budget), decided);
  }
}

/** A budget for one kind of credit, of which `used` is used or held in this month. */
export interface SpentBudget {
  budget: number;
  used: number;
  renewsAt: Date;
}

/** The budget that a reservation was refused for. */
export function spentBudget(credit: Credit, verdict: ReserveVerdict): SpentBudget {
  const budget = verdict[`budget_${credit}`] ?? 0;
  return { budget, used: verdict[`budget_${credit}_taken`] ?? 0, renewsAt: verdict.renews_at ?? new Date(0) };
}

/** What `budget_exceeded` says. */
export function budgetDetails(credit: Credit, required: number, { budget, used, renewsAt }: SpentBudget) {
  const available = Math.max(0, budget - used);
  return { credit, required, available, budget, used, renewsAt: renewsAt.toISOString() };
}
