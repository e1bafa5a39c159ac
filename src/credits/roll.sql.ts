import { statement } from '../database/database.service.js';
import { notAtFault } from '../faults/faults.sql.js';
import { ALLOWANCE_COLUMNS } from './allowance-entries.sql.js';
import { boundary, grantedInAll, periodNumber, planLimit, type Kind } from './periods.sql.js';
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
  `SELECT account_id FROM credit_balances b WHERE period_end <= credit_clock() AND ${notAtFault('roll', 'b.account_id')}
   ORDER BY period_end LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
);

/** The same without a lock. $1 how many. */
export const dueAccounts = statement(
  'credits.due-accounts',
  `SELECT account_id AS id, account_id FROM credit_balances b
   WHERE period_end <= credit_clock() AND ${notAtFault('roll', 'b.account_id')} ORDER BY period_end LIMIT $1`,
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

/** More than anybody can owe: what an unlimited allowance pays off. */
const ENDLESS = '1000000000000000000::numeric';
/** What of an allowance is owed by a missed period: what the current one leaves, less the empty ones in between. */
const owedBy = (kind: Kind) => `CASE WHEN n = period_no THEN ${kind}_carried ELSE
    greatest(0, coalesce(${kind}_carried + ${kind}_used + ${kind}_reserved - ${grantedInAll('ended', kind)}, 0) - coalesce(
      sum(coalesce(period_${kind}, ${ENDLESS})) FILTER (WHERE n > period_no)
        OVER (PARTITION BY account_id ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::bigint END`;
const carriedOn = (kind: Kind) =>
  `greatest(0, coalesce(${kind}_owed + ${kind}_taken - period_${kind} - period_${kind}_adjusted, 0))`;
const lapsed = (kind: Kind) =>
  `greatest(0, coalesce(period_${kind} + period_${kind}_adjusted - ${kind}_owed - ${kind}_taken, 0))`;

/**
 * Closes every period that is over and opens the one that holds the present, for accounts locked by a statement before.
 * Missed rolls are caught up in one go with the same rows as if each had come on time: a planned change of plan takes
 * force at its boundary, and the periods in between were empty. Work still held for a closed period moves with
 * its row and settles there. The new period starts from zero, but owes what was used beyond the allowances before it.
 * Top-ups are not touched.
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
  ended AS (
    SELECT next.*, n, ${current('plan', missedPlan)} AS of_plan,
      ${current('compression_limit', limit(missedPlan, 'compressions'))} AS period_compression,
      ${current('compression_adjusted', '0')} AS period_compression_adjusted, ${current('ai_adjusted', '0')} AS period_ai_adjusted,
      ${current('compression_used', '0')} AS compression_done, ${current('compression_reserved', '0')} AS compression_held,
      ${current('compression_used + compression_reserved', '0')} AS compression_taken,
      ${current('ai_limit', limit(missedPlan, 'ai'))} AS period_ai,
      ${current('ai_used', '0')} AS ai_done, ${current('ai_reserved', '0')} AS ai_held,
      ${current('ai_used + ai_reserved', '0')} AS ai_taken
    FROM next, generate_series(period_no, next_no - 1) AS n
  ),
  owing AS (
    SELECT ended.*, ${owedBy('compression')} AS compression_owed, ${owedBy('ai')} AS ai_owed FROM ended
  ),
  closed AS (
    INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_limit,
      compression_used, compression_reserved, compression_carried, compression_lapsed, compression_adjusted,
      ai_limit, ai_used, ai_reserved, ai_carried, ai_lapsed, ai_adjusted, month_start, month_end)
    SELECT account_id, n, ${current('period_start', boundary('owing', 'n'))}, ${boundary('owing', 'n + 1')}, of_plan,
      period_compression, compression_done, compression_held, compression_owed, ${lapsed('compression')},
      period_compression_adjusted, period_ai, ai_done, ai_held, ai_owed, ${lapsed('ai')}, period_ai_adjusted,
      ${boundary('owing', 'n')}, ${boundary('owing', 'n + 1')}
    FROM owing
    RETURNING *
  ),
  begun AS (
    -- each period behind a closed one: missed, or the new one
    SELECT account_id, n + 1 AS no, n + 1 = next_no AS is_new,
      ${carriedOn('compression')} AS compression, ${carriedOn('ai')} AS ai FROM owing
  ),
  opened AS (
    UPDATE credit_balances b SET
      plan = next.next_plan, period_no = next_no, segment_start = NULL,
      period_start = ${boundary('b', 'next_no')}, period_end = ${boundary('b', 'next_no + 1')},
      compression_limit = ${limit('next.next_plan', 'compressions')}, compression_monthly = ${limit('next.next_plan', 'compressions')},
      compression_earned = 0, compression_adjusted = 0, compression_carried = begun.compression,
      compression_used = 0, compression_reserved = 0, compression_alert = 0,
      ai_limit = ${limit('next.next_plan', 'ai')}, ai_monthly = ${limit('next.next_plan', 'ai')},
      ai_earned = 0, ai_adjusted = 0, ai_carried = begun.ai, ai_used = 0, ai_reserved = 0, ai_alert = 0,
      seq = b.seq + next_no - next.period_no
    FROM next JOIN begun ON begun.account_id = next.account_id AND is_new
    WHERE b.account_id = next.account_id AND next.next_no > next.period_no
    RETURNING b.account_id, b.anchor, b.anchor_no, b.seq, b.period_no, b.plan, b.compression_limit, b.ai_limit
  ),
  lapses AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no)
    SELECT account_id, 'lapse', bucket, amount, period_no
    FROM closed, LATERAL (VALUES ('compression', compression_lapsed), ('ai', ai_lapsed)) AS part(bucket, amount)
    WHERE amount > 0
  ),
  allowances AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT account_id, 'allowance', bucket, coalesce(credit_limit, 0), period_no, plan, credit_limit, 'service', 'period_began'
    FROM (
      SELECT c.account_id, c.period_no, c.plan, c.compression_limit, c.ai_limit
      FROM closed c JOIN next USING (account_id) WHERE c.period_no > next.period_no
      UNION ALL SELECT account_id, period_no, plan, compression_limit, ai_limit FROM opened
    ) AS began, LATERAL (VALUES ('compression', compression_limit), ('ai', ai_limit)) AS part(bucket, credit_limit)
  ),
  carries AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no)
    SELECT account_id, 'carry', bucket, amount, no
    FROM begun, LATERAL (VALUES ('compression', compression), ('ai', ai)) AS part(bucket, amount) WHERE amount > 0
  )
  SELECT closed.*, ${boundary('opened', 'closed.period_no + 2')} AS next_end, opened.seq
  FROM closed JOIN opened USING (account_id) ORDER BY closed.account_id, closed.period_no`,
);
