import { statement } from '../database/database.service.js';
import { boundary, periodNumber, periodStart } from './periods.sql.js';
import type { ClosedPeriod } from './roll.sql.js';

/** The period that ran when the anchor was moved; no row when the anchor was there already. `closed`: it ended. */
export interface MovedAnchor extends ClosedPeriod {
  closed: boolean;
}

/**
 * Counts an account's periods from another anchor, from the next boundary on. If a period of the new count began within
 * the running one, that one ends there and a fresh one is open; otherwise the running one goes on, and ends where the
 * new count says. So a boundary that is over is never moved, and telling the same anchor twice, or one and then the other
 * and the first again, opens no period twice. The row is locked and rolled before. $1 account, $2 anchor.
 */
export const moveAnchor = statement(
  'credits.move-anchor',
  `
  WITH counted AS (
    SELECT b.*, ${periodNumber('$2::timestamptz', 'credit_clock()')} AS n
    FROM credit_balances b WHERE b.account_id = $1 AND b.anchor <> $2::timestamptz
  ),
  target AS (
    SELECT counted.*, ${periodStart('$2::timestamptz', 'n')} AS starts, ${periodStart('$2::timestamptz', 'n + 1')} AS ends,
      ${periodStart('$2::timestamptz', 'n')} > period_start AS cut
    FROM counted
  ),
  first_anchor AS (
    INSERT INTO credit_anchors (account_id, boundary_no, anchor, anchor_no)
    SELECT account_id, 0, anchor, anchor_no FROM target
    ON CONFLICT (account_id, boundary_no) DO NOTHING
  ),
  next_anchor AS (
    INSERT INTO credit_anchors (account_id, boundary_no, anchor, anchor_no)
    SELECT account_id, period_no + 1, $2::timestamptz, period_no + cut::int - n FROM target
    ON CONFLICT (account_id, boundary_no) DO UPDATE SET anchor = excluded.anchor, anchor_no = excluded.anchor_no
  ),
  closed AS (
    INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_limit,
      compression_used, compression_reserved, ai_limit, ai_used, ai_reserved)
    SELECT account_id, period_no, period_start, starts, plan, compression_limit,
      compression_used, compression_reserved, ai_limit, ai_used, ai_reserved
    FROM target WHERE cut
  ),
  moved AS (
    UPDATE credit_balances b SET anchor = $2::timestamptz, anchor_no = t.period_no + t.cut::int - t.n,
      period_no = t.period_no + t.cut::int,
      period_start = CASE WHEN t.cut THEN t.starts ELSE t.period_start END, period_end = t.ends,
      compression_used = CASE WHEN t.cut THEN 0 ELSE t.compression_used END,
      compression_reserved = CASE WHEN t.cut THEN 0 ELSE t.compression_reserved END,
      compression_alert = CASE WHEN t.cut THEN 0 ELSE t.compression_alert END,
      ai_used = CASE WHEN t.cut THEN 0 ELSE t.ai_used END,
      ai_reserved = CASE WHEN t.cut THEN 0 ELSE t.ai_reserved END,
      ai_alert = CASE WHEN t.cut THEN 0 ELSE t.ai_alert END,
      seq = b.seq + 1
    FROM target t WHERE b.account_id = t.account_id
    RETURNING b.seq
  )
  SELECT t.cut AS closed, t.account_id, t.period_no, t.plan, t.period_start, t.starts AS period_end,
    t.ends AS next_end, t.compression_limit, t.compression_used, t.compression_reserved, t.ai_limit, t.ai_used,
    t.ai_reserved, moved.seq
  FROM target t, moved`,
);

/** Where the running period begins by its anchor, also when it began later because the anchor moved. $1 account. */
export const countedStart = statement(
  'credits.counted-start',
  `SELECT ${boundary('b', 'b.period_no')} AS start FROM credit_balances b WHERE account_id = $1`,
);
