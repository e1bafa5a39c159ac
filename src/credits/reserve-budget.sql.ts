import { countedMonth, endOf, takenIn } from './budgets.sql.js';
import { monthOf } from './usage-days.sql.js';

/** The parts of a reservation that differ for keys with a budget. */
export interface BudgetParts {
  /** CTE behind `timed`, and how its row is joined. */
  locked: string;
  join: string;
  /** Columns beside those of the balance: `counted_month` and what is known of the budget. */
  columns: string;
  /** How many images the budget leaves, as arguments of `least`. */
  fits: string;
  /** Refusals: before all others, and behind those of the account. */
  first: string;
  last: string;
  /** CTE that takes from the budget what is granted. */
  taken: string;
  /** Columns of the answer. */
  answer: string;
}

/**
 * For nearly all: one comparison. A key that has a budget is told so, and asks again with the statement below; the balance is
 * locked by then. It is the balance that says so, because its newest version is read behind the lock: a budget that was set while this
 * waited is seen.
 */
export const NO_BUDGET: BudgetParts = {
  locked: '',
  join: '',
  columns: `${monthOf('at')} AS counted_month`,
  fits: '',
  first: `WHEN $6 = ANY (budgeted_keys) THEN 'has_budget'`,
  last: '',
  taken: '',
  answer: '',
};

/** SQL: what a budget leaves of a kind; all that is asked for where there is no limit, or the key was deleted. */
const left = (kind: 'compression' | 'ai', asked: string) =>
  `CASE WHEN budget.${kind} IS NULL THEN ${asked}::bigint
           ELSE greatest(0, budget.${kind} - ${takenIn('budget', kind, 'at')}) END AS ${kind}_budget`;

export const WITHIN_BUDGET: BudgetParts = {
  locked: `budget AS (
    SELECT k.* FROM timed JOIN key_budgets k ON k.account_id = timed.account_id WHERE k.key_id = $6 FOR NO KEY UPDATE OF k
  ),`,
  join: 'LEFT JOIN budget ON true',
  columns: `${countedMonth('budget', 'at')} AS counted_month, budget.key_id AS budget_of,
      budget.compression AS budget_compression, budget.ai AS budget_ai,
      ${takenIn('budget', 'compression', 'at')} AS budget_compression_taken, ${takenIn('budget', 'ai', 'at')} AS budget_ai_taken,
      ${left('compression', '$3')}, ${left('ai', '$4')}`,
  fits: ', compression_budget, CASE WHEN $4::bigint > 0 THEN ai_budget ELSE $3::bigint END',
  first: '',
  last: `WHEN wanted > compression_budget AND NOT ($5 AND compression_budget > 0) THEN 'compression_over_budget'
           WHEN ai_wanted > ai_budget THEN 'ai_over_budget'`,
  taken: `spent AS (
    UPDATE key_budgets k SET month = counted_month, compression_taken = budget_compression_taken + wanted,
      ai_taken = budget_ai_taken + ai_wanted
    FROM granted WHERE k.key_id = granted.budget_of
  ),`,
  answer: `d.budget_compression, d.budget_ai, d.budget_compression_taken, d.budget_ai_taken,
    ${endOf('d.counted_month')} AS renews_at,`,
};
