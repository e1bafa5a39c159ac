import { statement } from '../database/database.service.js';
import { alertStep } from './alerts.sql.js';
import { ALLOWANCE_COLUMNS, limitChange } from './allowance-entries.sql.js';
import {
  boundary,
  earnedBetween,
  instantIn,
  isPaid,
  monthly,
  nominalMonth,
  periodNumber,
  periodStart,
  roundedUp,
  segmentStart,
  type Kind,
} from './periods.sql.js';
import type { ClosedPeriod } from './roll.sql.js';

/** The period that ran when the anchor was moved; no row when the anchor was there already. `closed`: it ended. */
export interface MovedAnchor extends ClosedPeriod {
  closed: boolean;
}

/** What the running period of `b` had granted at an instant of it. One that was not paid earns nothing by its time. */
const earnedUntil = (kind: Kind, at: string) => `CASE WHEN NOT paid THEN b.${kind}_earned
    ELSE b.${kind}_earned + ${earnedBetween(monthly('b', kind), 'own_start', at, nominalMonth('b'))} END`;

/** What it has granted in all when the new count cuts it. */
const cutLimit = (kind: Kind) => `CASE WHEN b.${kind}_limit IS NULL THEN NULL WHEN $3 = 'full' THEN b.${kind}_limit
    ELSE least(b.${kind}_limit, ${roundedUp(earnedUntil(kind, 'starts'))}) END`;

/** What the plan gives for the rest of a period that goes on to another end. */
const restOf = (kind: Kind) => roundedUp(earnedBetween(monthly('b', kind), 'since', 'ends', ['starts', 'ends']));
const goingLimit = (kind: Kind) => `CASE WHEN b.${kind}_limit IS NULL OR $3 = 'full' THEN b.${kind}_limit
    ELSE least(${roundedUp(`${kind}_until`)} + ${kind}_rest, greatest(b.${kind}_limit, ${monthly('b', kind)})) END`;

/** Used and held beyond what the cut period granted; and what of that nobody used. */
const taken = (kind: Kind) => `t.${kind}_carried + t.${kind}_used + t.${kind}_reserved`;
const carriedOn = (kind: Kind) => `greatest(0, coalesce(${taken(kind)} - t.${kind}_cut - t.${kind}_adjusted, 0))`;
const lapsed = (kind: Kind) => `greatest(0, coalesce(t.${kind}_cut + t.${kind}_adjusted - (${taken(kind)}), 0))`;

const columns = (kind: Kind) => `${kind}_limit = CASE WHEN t.cut THEN ${monthly('t', kind)} ELSE t.${kind}_going END,
      ${kind}_earned = CASE WHEN t.cut THEN 0 WHEN t.${kind}_limit IS NULL THEN t.${kind}_earned
        WHEN $3 = 'full' THEN greatest(0, t.${kind}_going - t.${kind}_rest) ELSE t.${kind}_until END,
      ${kind}_carried = CASE WHEN t.cut THEN ${carriedOn(kind)} ELSE t.${kind}_carried END,
      ${kind}_adjusted = CASE WHEN t.cut THEN 0 ELSE t.${kind}_adjusted END,
      ${kind}_used = CASE WHEN t.cut THEN 0 ELSE t.${kind}_used END,
      ${kind}_reserved = CASE WHEN t.cut THEN 0 ELSE t.${kind}_reserved END,
      ${kind}_alert = CASE WHEN t.cut THEN 0 ELSE least(t.${kind}_alert,
        ${alertStep('b', `(${taken(kind)})`, `(t.${kind}_going + t.${kind}_adjusted)`)}) END`;

/**
 * Counts an account's periods from another anchor, from the next boundary on. If a period of the new count began within
 * the running one, that one ends there, having granted what it earned until then; a fresh one is open, and owes what was used
 * beyond. Otherwise the running one goes on and ends where the new count says; its limit is what it has earned and the
 * rest of its time. So a boundary that is over is never moved, and telling the same anchor twice, or one and then the other
 * and the first again, opens no period twice and gives nothing. The row is locked and rolled before.
 *
 * $1 account, $2 anchor, $3 `prorated` or `full`, $4 who moves it.
 */
export const moveAnchor = statement(
  'credits.move-anchor',
  `
  WITH counted AS (
    SELECT b.*, ${periodNumber('$2::timestamptz', instantIn('b'))} AS n, ${segmentStart('b')} AS own_start, ${isPaid('b')} AS paid,
      ${instantIn('b')} AS at
    FROM credit_balances b WHERE b.account_id = $1 AND b.anchor <> $2::timestamptz
  ),
  placed AS (
    SELECT counted.*, ${periodStart('$2::timestamptz', 'n')} AS starts, ${periodStart('$2::timestamptz', 'n + 1')} AS ends,
      ${periodStart('$2::timestamptz', 'n')} > period_start AS cut, CASE
        -- Another anchor may say the same of this period: then nothing has changed in it.
        WHEN ${periodStart('$2::timestamptz', 'n')} = ${nominalMonth('counted')[0]} AND ${periodStart('$2::timestamptz', 'n + 1')} = period_end
          THEN own_start
        WHEN paid THEN greatest(own_start, at) ELSE own_start END AS since
    FROM counted
  ),
  shared AS (
    SELECT b.*, ${earnedUntil('compression', 'since')} AS compression_until, ${restOf('compression')} AS compression_rest,
      ${earnedUntil('ai', 'since')} AS ai_until, ${restOf('ai')} AS ai_rest
    FROM placed b
  ),
  target AS (
    SELECT b.*, ${cutLimit('compression')} AS compression_cut, ${goingLimit('compression')} AS compression_going,
      ${cutLimit('ai')} AS ai_cut, ${goingLimit('ai')} AS ai_going
    FROM shared b
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
      compression_used, compression_reserved, compression_carried, compression_lapsed, compression_adjusted,
      ai_limit, ai_used, ai_reserved, ai_carried, ai_lapsed, ai_adjusted, month_start, month_end)
    SELECT account_id, period_no, period_start, starts, plan, compression_cut, compression_used, compression_reserved,
      compression_carried, ${lapsed('compression')}, compression_adjusted,
      ai_cut, ai_used, ai_reserved, ai_carried, ${lapsed('ai')}, ai_adjusted,
      ${nominalMonth('t').join(', ')}
    FROM target t WHERE cut
  ),
  moved AS (
    UPDATE credit_balances b SET anchor = $2::timestamptz, anchor_no = t.period_no + t.cut::int - t.n,
      period_no = t.period_no + t.cut::int,
      period_start = CASE WHEN t.cut THEN t.starts ELSE t.period_start END, period_end = t.ends,
      segment_start = CASE WHEN NOT t.cut THEN nullif(t.since, t.period_start) END,
      ${columns('compression')},
      ${columns('ai')},
      seq = b.seq + 1
    FROM target t WHERE b.account_id = t.account_id
    RETURNING b.seq, b.compression_limit, b.compression_carried, b.ai_limit, b.ai_carried
  ),
  limits AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT account_id, ${limitChange('part')}, period_no, plan, part.after, $4, 'anchor_moved'
    FROM target t, LATERAL (VALUES
      ('compression', compression_limit, CASE WHEN cut THEN compression_cut ELSE compression_going END),
      ('ai', ai_limit, CASE WHEN cut THEN ai_cut ELSE ai_going END)) AS part(bucket, before, after)
    WHERE part.before IS DISTINCT FROM part.after
  ),
  allowances AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT account_id, 'allowance', bucket, coalesce(credit_limit, 0), t.period_no + 1, plan, credit_limit, $4, 'period_began'
    FROM target t, moved m, LATERAL (VALUES ('compression', m.compression_limit), ('ai', m.ai_limit)) AS part(bucket, credit_limit)
    WHERE cut
  ),
  others AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no)
    SELECT account_id, entry, bucket, amount, no
    FROM target t, LATERAL (VALUES
      ('lapse', 'compression', ${lapsed('compression')}, period_no), ('carry', 'compression', ${carriedOn('compression')}, period_no + 1),
      ('lapse', 'ai', ${lapsed('ai')}, period_no), ('carry', 'ai', ${carriedOn('ai')}, period_no + 1)) AS part(entry, bucket, amount, no)
    WHERE cut AND amount > 0
  )
  SELECT t.cut AS closed, t.account_id, t.period_no, t.plan, t.period_start, t.starts AS period_end,
    t.ends AS next_end, t.compression_cut AS compression_limit, t.compression_used, t.compression_reserved, t.compression_carried,
    t.compression_adjusted, t.ai_cut AS ai_limit, t.ai_used, t.ai_reserved, t.ai_carried, t.ai_adjusted, moved.seq
  FROM target t, moved`,
);

/** Where the running period begins by its anchor, also when it began later because the anchor moved. $1 account. */
export const countedStart = statement(
  'credits.counted-start',
  `SELECT ${boundary('b', 'b.period_no')} AS start FROM credit_balances b WHERE account_id = $1`,
);
