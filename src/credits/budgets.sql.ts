import { statement } from '../database/database.service.js';
import { monthOf } from './usage-days.sql.js';

/** A budget as its row has it. `month`: in which so much was taken; limits: null is none. */
export interface BudgetRow {
  key_id: string;
  compression: number | null;
  ai: number | null;
  compression_taken: number;
  ai_taken: number;
  /** The first day of the month. */
  month: string;
  /** When the next month begins. */
  renews_at: Date;
}

/** SQL: the month that a budget `row` counts at an instant, or that of the instant. It never goes back, whatever the clock does. */
export const countedMonth = (row: string, instant: string) => `greatest(${row}.month, ${monthOf(instant)})`;
/** SQL: what is taken of a budget `row` in the month that counts. */
export const takenIn = (row: string, kind: 'compression' | 'ai', instant: string) =>
  `CASE WHEN ${row}.month = ${countedMonth(row, instant)} THEN ${row}.${kind}_taken ELSE 0 END`;
/** SQL: the instant at which a month ends. */
export const endOf = (month: string) => `((${month} + interval '1 month') AT TIME ZONE 'UTC')`;

/** What a key's reservations have used, as the usage by day has it, and what they still hold; by the month they were made in. */
const PARTS = `
    SELECT reserved_month AS month, compression, ai FROM credit_usage WHERE account_id = $2 AND key_id = $1
    UNION ALL
    SELECT r.month, r.compression - r.compression_settled - r.compression_released,
      r.ai_plan - r.ai_plan_settled - r.ai_plan_released + r.ai_topup - r.ai_topup_settled - r.ai_topup_released
    FROM batches b JOIN reservations r ON r.batch_id = b.id
    WHERE b.ended_at IS NULL AND b.account_id = $2 AND r.key_id = $1 AND r.closed_at IS NULL`;

/**
 * Sets the limits of a key, which count from the month's beginning. The account's balance is locked, so nothing of the key is
 * reserved or settled meanwhile. $1 key, $2 account, $3 compression credits, $4 AI credits; null is no limit.
 */
export const setBudget = statement(
  'credits.set-budget',
  `
  WITH parts AS MATERIALIZED (${PARTS}),
  -- should the clock have gone back, that of the newest reservation
  counted AS (SELECT greatest(${monthOf('credit_clock()')}, max(month)) AS month FROM parts)
  INSERT INTO key_budgets (key_id, account_id, compression, ai, month, compression_taken, ai_taken)
  SELECT $1, $2, $3::bigint, $4::bigint, counted.month, coalesce(sum(parts.compression), 0), coalesce(sum(parts.ai), 0)
  FROM counted LEFT JOIN parts ON parts.month = counted.month GROUP BY counted.month
  ON CONFLICT (key_id) DO UPDATE SET compression = excluded.compression, ai = excluded.ai`,
);

/** $1 key, $2 account. */
export const removeBudget = statement(
  'credits.remove-budget',
  'DELETE FROM key_budgets WHERE key_id = $1 AND account_id = $2',
);

/** Notes on the balance which keys have a budget; those that were deleted go from it. $1 account. */
export const noteBudgetedKeys = statement(
  'credits.note-budgeted-keys',
  `UPDATE credit_balances SET budgeted_keys = ARRAY(SELECT key_id FROM key_budgets WHERE account_id = $1 ORDER BY key_id)
   WHERE account_id = $1`,
);

/** Budgets with what is taken of them this month. $1 account, $2 keys. */
export const readBudgets = statement(
  'credits.read-budgets',
  `SELECT key_id, k.compression, k.ai, ${takenIn('k', 'compression', 'clock.at')} AS compression_taken,
     ${takenIn('k', 'ai', 'clock.at')} AS ai_taken, ${countedMonth('k', 'clock.at')}::text AS month,
     ${endOf(countedMonth('k', 'clock.at'))} AS renews_at
   FROM (SELECT credit_clock() AS at OFFSET 0) AS clock, key_budgets k
   WHERE k.account_id = $1 AND k.key_id = ANY ($2::text[])`,
);
