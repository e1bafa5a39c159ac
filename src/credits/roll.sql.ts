import { statement } from '../database/database.service.js';
import { boundary, periodNumber, planLimit } from './periods.sql.js';
import type { PeriodRow } from './usage.js';

/** A period that a roll closed. `next_end`: where the one behind it ends. */
export interface ClosedPeriod extends PeriodRow {
  account_id: string;
  period_no: number;
  next_end: Date;
  /** The account's count of changes after the roll. */
  seq: number;
}

/** Locks an account's row if its period is over; waits for it. $1 account. */
export const lockIfOver = statement(
  'credits.lock-if-over',
  'SELECT account_id FROM credit_balances WHERE account_id = $1 AND period_end <= credit_clock() FOR NO KEY UPDATE',
);

/** Locks rows whose period is over; those that are locked are left for the next round. $1 how many. */
export const lockDue = statement(
  'credits.lock-due',
  `SELECT account_id FROM credit_balances WHERE period_end <= credit_clock()
   ORDER BY period_end LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
);

/** Of an account whose period is over: the number of the one that holds the present, and where that begins. */
export interface LateAccount {
  account_id: string;
  next_no: number;
  opens_at: Date;
}

/** $1 accounts, locked by a statement before. */
export const readLate = statement(
  'credits.read-late',
  `WITH late AS (
     SELECT b.*, ${periodNumber('b.anchor', 'credit_clock()')} + b.anchor_no AS next_no
     FROM credit_balances b WHERE b.account_id = ANY($1)
   )
   SELECT account_id, next_no, ${boundary('late', 'next_no')} AS opens_at FROM late`,
);

const limit = (plan: string, kind: 'compressions' | 'ai') => planLimit('$2', plan, kind);
/** The plan of a period that was opened late. */
const missedPlan = `CASE WHEN planned_plan IS NOT NULL AND (planned_at IS NULL OR planned_at <= ${boundary('next', 'n')})
    THEN planned_plan ELSE own_plan END`;
/** What a closed period has if it is the one that was current, and if it was missed altogether. */
const current = (own: string, missed: string) => `CASE WHEN n = period_no THEN ${own} ELSE ${missed} END`;

/**
 * Closes every period that is over and opens the one that holds the present, for accounts locked by a statement before.
 * Missed rolls are caught up in one go with the same rows as if each had come on time: a planned change of plan takes
 * force at its boundary, and the periods in between were empty. Work still held for a closed period moves with
 * its row and settles there; the new period starts from zero. Top-ups are not touched.
 *
 * $1 accounts, $2 catalogue, and of each account $3 the number of the period to open, $4 the plan until now, $5 the plan that was
 * planned, $6 from when on, $7 the plan of the new period.
 */
export const rollAccounts = statement(
  'credits.roll-accounts',
  `
  WITH next AS (
    SELECT b.*, given.*
    FROM unnest($1::text[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
      AS given(id, next_no, own_plan, planned_plan, planned_at, next_plan)
    JOIN credit_balances b ON b.account_id = given.id
  ),
  closed AS (
    INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_limit,
      compression_used, compression_reserved, ai_limit, ai_used, ai_reserved)
    SELECT account_id, n, ${current('period_start', boundary('next', 'n'))}, ${boundary('next', 'n + 1')},
      ${current('plan', missedPlan)}, ${current('compression_limit', limit(missedPlan, 'compressions'))},
      ${current('compression_used', '0')}, ${current('compression_reserved', '0')},
      ${current('ai_limit', limit(missedPlan, 'ai'))}, ${current('ai_used', '0')}, ${current('ai_reserved', '0')}
    FROM next, generate_series(period_no, next_no - 1) AS n
    RETURNING *
  ),
  opened AS (
    UPDATE credit_balances b SET
      plan = next_plan, period_no = next_no,
      period_start = ${boundary('b', 'next_no')}, period_end = ${boundary('b', 'next_no + 1')},
      compression_limit = ${limit('next_plan', 'compressions')}, compression_used = 0, compression_reserved = 0, compression_alert = 0,
      ai_limit = ${limit('next_plan', 'ai')}, ai_used = 0, ai_reserved = 0, ai_alert = 0,
      seq = b.seq + next_no - next.period_no
    FROM next WHERE b.account_id = next.account_id AND next.next_no > next.period_no
    RETURNING b.account_id, b.anchor, b.anchor_no, b.seq
  )
  SELECT closed.*, ${boundary('opened', 'closed.period_no + 2')} AS next_end, opened.seq
  FROM closed JOIN opened USING (account_id) ORDER BY account_id, period_no`,
);
