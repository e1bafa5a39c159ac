import { statement } from '../database/database.service.js';
import { toldStill } from './alerts.sql.js';
import { grantedInAll, type Kind } from './periods.sql.js';
import { topupColumns } from './topups.sql.js';
import { addUsage, dayOf } from './usage-days.sql.js';

/**
 * Locks a reservation, then its account's row: the order every settlement keeps. A statement of its own, so that the
 * one that moves credits sees a period that was closed while this one waited. $1 batch.
 */
export const lockForSettlement = statement(
  'credits.lock-for-settlement',
  `
  WITH held AS (SELECT batch_id, account_id FROM reservations WHERE batch_id = $1 AND closed_at IS NULL FOR NO KEY UPDATE)
  SELECT held.batch_id FROM held JOIN credit_balances b ON b.account_id = held.account_id FOR NO KEY UPDATE OF b`,
);

/**
 * Moves credits of a reservation that is held: used ones are settled, the others released to where they came from.
 * Settling takes the plan part first, releasing gives back the top-up part first, so any order ends the same. Plan
 * credits of a period that is over settle into that period's row and lapse when released.
 *
 * $1 batch, $2 compression used, $3 compression released, $4 AI used, $5 AI released,
 * $6 close: releases whatever is still open and ends the reservation; $7 images that failed, $8 that were unchanged, $9 bytes saved.
 */
export const settleCredits = statement(
  'credits.settle',
  `
  WITH held AS (
    SELECT r.*, compression - compression_settled - compression_released AS compression_open,
      ai_plan - ai_plan_settled - ai_plan_released AS plan_open,
      ai_topup - ai_topup_settled - ai_topup_released AS topup_open, ${dayOf('credit_clock()')} AS day
    FROM reservations r WHERE batch_id = $1 AND closed_at IS NULL
  ),
  asked AS (
    SELECT held.*, $2::bigint AS compression_used,
      CASE WHEN $6 THEN compression_open - $2::bigint ELSE $3::bigint END AS compression_back,
      least($4::bigint, plan_open) AS plan_used, $4::bigint - least($4::bigint, plan_open) AS topup_used,
      CASE WHEN $6 THEN plan_open + topup_open - $4::bigint ELSE $5::bigint END AS ai_back
    FROM held
  ),
  split AS (
    SELECT asked.*, least(ai_back, topup_open - topup_used) AS topup_back,
      ai_back - least(ai_back, topup_open - topup_used) AS plan_back
    FROM asked
  ),
  reservation AS (
    UPDATE reservations r SET
      compression_settled = r.compression_settled + s.compression_used,
      compression_released = r.compression_released + s.compression_back,
      ai_plan_settled = r.ai_plan_settled + s.plan_used, ai_plan_released = r.ai_plan_released + s.plan_back,
      ai_topup_settled = r.ai_topup_settled + s.topup_used, ai_topup_released = r.ai_topup_released + s.topup_back,
      closed_at = CASE WHEN $6 THEN clock_timestamp() END
    FROM split s WHERE r.batch_id = s.batch_id
  ),
  balance AS (
    UPDATE credit_balances b SET
      compression_used = b.compression_used + CASE WHEN b.period_no = s.period_no THEN s.compression_used ELSE 0 END,
      compression_reserved = b.compression_reserved
        - CASE WHEN b.period_no = s.period_no THEN s.compression_used + s.compression_back ELSE 0 END,
      ai_used = b.ai_used + CASE WHEN b.period_no = s.period_no THEN s.plan_used ELSE 0 END,
      ai_reserved = b.ai_reserved - CASE WHEN b.period_no = s.period_no THEN s.plan_used + s.plan_back ELSE 0 END,
      compression_alert = ${toldStill('compression', '- CASE WHEN b.period_no = s.period_no THEN s.compression_back ELSE 0 END')},
      ai_alert = ${toldStill('ai', '- CASE WHEN b.period_no = s.period_no THEN s.plan_back ELSE 0 END')},
      ${topupColumns('- s.topup_used', '- s.topup_used - s.topup_back')},
      seq = b.seq + 1
    FROM split s WHERE b.account_id = s.account_id
    RETURNING b.seq, b.account_id, b.period_no
  ),
  closed_period AS (
    -- no such row while the reservation's period is still the current one
    UPDATE credit_periods p SET
      compression_used = p.compression_used + s.compression_used,
      compression_reserved = p.compression_reserved - s.compression_used - s.compression_back,
      ai_used = p.ai_used + s.plan_used, ai_reserved = p.ai_reserved - s.plan_used - s.plan_back
    FROM split s WHERE p.account_id = s.account_id AND p.period_no = s.period_no
  ),
  returned AS (
    -- to the month in which it was reserved; one that is over counts no more
    UPDATE key_budgets k SET compression_taken = k.compression_taken - s.compression_back,
      ai_taken = k.ai_taken - s.plan_back - s.topup_back
    FROM split s WHERE k.key_id = s.key_id AND k.month = s.month AND s.compression_back + s.plan_back + s.topup_back > 0
  ),
  counted AS (${addUsage('split', '$7', '$8', '$9')}),
  entered AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, batch_id, usage_day)
    SELECT account_id, entry, bucket, amount, period_no, batch_id, CASE entry WHEN 'settle' THEN day END
    FROM split, LATERAL (VALUES
      ('settle', 'compression', compression_used), ('release', 'compression', compression_back),
      ('settle', 'ai', plan_used), ('release', 'ai', plan_back),
      ('settle', 'topup', topup_used), ('release', 'topup', topup_back)) AS part(entry, bucket, amount)
    WHERE amount > 0
  )
  SELECT b.seq, b.account_id, CASE WHEN b.period_no > s.period_no AND s.compression_back + s.plan_back > 0 THEN s.period_no END AS gave_back_to
  FROM balance b, split s`,
);

/** What is owed in a period that follows `chain`, by the figures of that one; never more than was owed until now. */
const owed = (kind: Kind) => `least(next.${kind}_carried,
      greatest(0, coalesce(chain.${kind}_owed + chain.${kind}_taken - chain.${kind}_granted, 0)))`;
const lapsed = (kind: Kind) => `greatest(0, coalesce(${kind}_granted - ${kind}_owed - ${kind}_taken, 0))`;
const periodColumns = (table: string, kind: Kind, lapsedBefore: string) =>
  `${grantedInAll(table, kind)} AS ${kind}_granted, ${table}.${kind}_carried, ${table}.${kind}_used + ${table}.${kind}_reserved AS ${kind}_taken,
      ${lapsedBefore} AS ${kind}_lapsed`;

/**
 * Plan credits came back to a period that is over. They lapse there, unless later periods owed them: those then owe less. $1 account, whose balance is locked; $2 the period.
 */
export const giveBackToEnded = statement(
  'credits.give-back-to-ended',
  `
  WITH RECURSIVE period AS (
    SELECT period_no, ${periodColumns('p', 'compression', 'p.compression_lapsed')}, ${periodColumns('p', 'ai', 'p.ai_lapsed')},
      true AS ended
    FROM credit_periods p WHERE account_id = $1 AND period_no >= $2
    UNION ALL
    SELECT period_no, ${periodColumns('b', 'compression', '0')}, ${periodColumns('b', 'ai', '0')}, false
    FROM credit_balances b WHERE account_id = $1
  ),
  chain AS (
    SELECT period.*, compression_carried AS compression_owed, ai_carried AS ai_owed FROM period WHERE period_no = $2
    UNION ALL
    SELECT next.*, ${owed('compression')}, ${owed('ai')} FROM chain JOIN period next ON next.period_no = chain.period_no + 1
  ),
  settled AS (
    SELECT chain.*, ${lapsed('compression')} AS compression_over, ${lapsed('ai')} AS ai_over FROM chain
  ),
  ended AS (
    UPDATE credit_periods p SET compression_carried = compression_owed, compression_lapsed = compression_over,
      ai_carried = ai_owed, ai_lapsed = ai_over
    FROM settled c WHERE p.account_id = $1 AND p.period_no = c.period_no AND c.ended
  ),
  running AS (
    UPDATE credit_balances b SET compression_carried = compression_owed, ai_carried = ai_owed,
      compression_alert = ${toldStill('compression', 'c.compression_owed - b.compression_carried')},
      ai_alert = ${toldStill('ai', 'c.ai_owed - b.ai_carried')}
    FROM chain c WHERE b.account_id = $1 AND NOT c.ended
  )
  INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no)
  SELECT $1, entry, bucket, amount, period_no
  FROM settled, LATERAL (VALUES
    ('uncarry', 'compression', compression_carried - compression_owed), ('uncarry', 'ai', ai_carried - ai_owed),
    ('lapse', 'compression', CASE WHEN ended THEN compression_over - compression_lapsed END),
    ('lapse', 'ai', CASE WHEN ended THEN ai_over - ai_lapsed END)) AS part(entry, bucket, amount)
  WHERE amount > 0`,
);
