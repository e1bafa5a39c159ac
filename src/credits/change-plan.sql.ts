import { statement } from '../database/database.service.js';
import { alertStep } from './alerts.sql.js';
import { ALLOWANCE_COLUMNS, limitChange } from './allowance-entries.sql.js';
import {
  earnedBetween,
  instantIn,
  isPaid,
  monthly,
  nominalMonth,
  planLimit,
  roundedUp,
  segmentStart,
  type Kind,
} from './periods.sql.js';

/**
 * What the plans until now earned in the running period of `b`, at the instant `since`. One that was never paid earns nothing
 * by itself. What was used on an unlimited plan is earned, and so is what the operator took; what its batches still hold is not.
 */
const earnedUntil = (kind: Kind) => `CASE WHEN since <= own_start THEN b.${kind}_earned
    WHEN b.${kind}_limit IS NULL THEN greatest(b.${kind}_earned, b.${kind}_carried + b.${kind}_used - least(0, b.${kind}_adjusted))
    ELSE b.${kind}_earned + ${earnedBetween(monthly('b', kind), 'own_start', 'since', nominalMonth('b'))} END`;

/** What the new plan gives for the rest of the period. */
const restOf = (kind: Kind) => roundedUp(earnedBetween(`new_${kind}`, 'since', 'b.period_end', nominalMonth('b')));

/**
 * The new limit: what was earned and what the rest of the period gives. Never more than the larger of the two plans
 * (rounding up twice would be one more), and never less than before when the allowance grows.
 */
const limitOf = (kind: Kind) => `CASE WHEN new_${kind} IS NULL THEN NULL WHEN $4 = 'full' THEN new_${kind}
    WHEN b.${kind}_limit IS NULL THEN ${roundedUp(`${kind}_until`)} + ${kind}_rest
    ELSE greatest(
      least(${roundedUp(`${kind}_until`)} + ${kind}_rest, greatest(b.${kind}_limit, new_${kind})),
      CASE WHEN paid AND new_${kind} >= ${monthly('b', kind)} THEN b.${kind}_limit END) END`;

const columns = (kind: Kind) => `${kind}_limit = t.${kind}_now, ${kind}_monthly = t.new_${kind},
      ${kind}_earned = CASE WHEN $4 = 'full' THEN coalesce(t.${kind}_now - t.${kind}_rest, 0) ELSE t.${kind}_until END,
      ${kind}_alert = least(b.${kind}_alert,
        ${alertStep('b', `(b.${kind}_carried + b.${kind}_used + b.${kind}_reserved)`, `(t.${kind}_now + t.${kind}_adjusted)`)})`;

/**
 * Puts the account's plan in force in the running period. Its allowance is earned with time (README.md): the plan before has
 * earned the share of the period until `since`, the new one gives the share that is left. What was used stays used, so a
 * downgrade may leave an overhang that makes nothing available, and is owed when the period ends.
 *
 * $1 account, locked and rolled before; $2 catalogue; $3 since when the plan counts, null: now; $4 `prorated` or `full`;
 * $5 who changes it; $6 why.
 */
export const changePlan = statement(
  'credits.change-plan',
  `
  WITH b AS (
    SELECT balance.*, a.plan AS new_plan, ${planLimit('$2', 'a.plan', 'compressions')} AS new_compression,
      ${planLimit('$2', 'a.plan', 'ai')} AS new_ai, ${segmentStart('balance')} AS own_start, ${isPaid('balance')} AS paid,
      ${instantIn('balance')} AS at
    FROM credit_balances balance JOIN accounts a ON a.id = balance.account_id WHERE a.id = $1
  ),
  timed AS (
    SELECT b.*, CASE WHEN paid THEN greatest(own_start, least(at, coalesce($3::timestamptz, at))) ELSE own_start END AS since FROM b
  ),
  shared AS (
    SELECT b.*, ${earnedUntil('compression')} AS compression_until, ${restOf('compression')} AS compression_rest,
      ${earnedUntil('ai')} AS ai_until, ${restOf('ai')} AS ai_rest
    FROM timed b
  ),
  target AS (
    SELECT b.*, ${limitOf('compression')} AS compression_now, ${limitOf('ai')} AS ai_now FROM shared b
  ),
  entered AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT account_id, ${limitChange('part')}, period_no, new_plan, part.after, $5, $6
    FROM target, LATERAL (VALUES ('compression', compression_limit, compression_now), ('ai', ai_limit, ai_now))
      AS part(bucket, before, after)
  )
  UPDATE credit_balances b SET plan = t.new_plan, segment_start = nullif(t.since, t.period_start),
    ${columns('compression')},
    ${columns('ai')},
    seq = b.seq + 1
  FROM target t WHERE b.account_id = t.account_id
  RETURNING b.seq`,
);

/** Until when the account's plan is paid; null when nobody sells it. Does nothing when it is so already. $1 account, $2 until when. */
export const setPaidUntil = statement(
  'credits.set-paid-until',
  `UPDATE credit_balances SET paid_until = $2, seq = seq + 1
   WHERE account_id = $1 AND paid_until IS DISTINCT FROM $2::timestamptz(3)`,
);
