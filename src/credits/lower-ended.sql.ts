import { statement } from '../database/database.service.js';
import { ALLOWANCE_COLUMNS } from './allowance-entries.sql.js';
import { earnedBetween, nominalMonthOfEnded, planLimit, roundedUp, type Kind } from './periods.sql.js';

const word = (kind: Kind) => (kind === 'ai' ? 'ai' : 'compressions');

/** What the plan of `p` granted from `since` on beyond what the new one gives; 0 where either is unlimited. */
const tooMuch = (kind: Kind) => {
  const [old, next] = [planLimit('$2', 'p.plan', word(kind)), planLimit('$2', 'a.plan', word(kind))];
  const beyond = earnedBetween(
    `(${old} - ${next})`,
    'greatest($3, p.period_start)',
    'p.period_end',
    nominalMonthOfEnded('p'),
  );
  return `CASE WHEN p.${kind}_limit > 0 AND ${old} > ${next}
      THEN p.${kind}_limit - ${roundedUp(`p.${kind}_limit - ${beyond}`)} ELSE 0 END`;
};

/** Of what is taken from a period, and what it owes more, its lapsed credits pay first; the next owes the rest. */
const paysByLapse = (row: string, kind: Kind, owes: string) =>
  `least(${owes} + ${row}.${kind}_less, ${row}.${kind}_lapsed)`;
const passesOn = (kind: Kind) => `chain.${kind}_more + chain.${kind}_less - chain.${kind}_unlapsed`;
const columns = (
  kind: Kind,
) => `${kind}_limit = p.${kind}_limit - c.${kind}_less, ${kind}_carried = p.${kind}_carried + c.${kind}_more,
      ${kind}_lapsed = p.${kind}_lapsed - c.${kind}_unlapsed`;

/**
 * A change to a lesser plan counts from an instant in a period that is over: it was paid late, or learned of late, and Stripe gave back
 * the time of the plan before. That plan earned only until then. The periods since grant less by it; what was used beyond is owed by
 * the running one.
 *
 * $1 account, locked and rolled before, with its new plan; $2 catalogue; $3 since when it counts; $4 who changes it; $5 why.
 */
export const lowerEnded = statement(
  'credits.lower-ended',
  `
  WITH RECURSIVE period AS (
    SELECT p.period_no, true AS ended, a.plan AS new_plan, ${tooMuch('compression')} AS compression_less, p.compression_lapsed,
      ${tooMuch('ai')} AS ai_less, p.ai_lapsed, p.compression_limit, p.ai_limit
    FROM credit_periods p JOIN accounts a ON a.id = p.account_id WHERE p.account_id = $1 AND p.period_end > $3::timestamptz
    UNION ALL
    SELECT period_no, false, plan, 0, 0, 0, 0, NULL, NULL FROM credit_balances WHERE account_id = $1
  ),
  chain AS (
    (SELECT period.*, 0::bigint AS compression_more, ${paysByLapse('period', 'compression', '0')} AS compression_unlapsed,
      0::bigint AS ai_more, ${paysByLapse('period', 'ai', '0')} AS ai_unlapsed
    FROM period WHERE ended ORDER BY period_no LIMIT 1)
    UNION ALL
    SELECT next.*, ${passesOn('compression')}, ${paysByLapse('next', 'compression', passesOn('compression'))},
      ${passesOn('ai')}, ${paysByLapse('next', 'ai', passesOn('ai'))}
    FROM chain JOIN period next ON next.period_no = chain.period_no + 1
  ),
  ended AS (
    UPDATE credit_periods p SET plan = CASE WHEN c.compression_less + c.ai_less > 0 THEN c.new_plan ELSE p.plan END,
      ${columns('compression')},
      ${columns('ai')}
    FROM chain c WHERE p.account_id = $1 AND p.period_no = c.period_no AND c.ended
  ),
  running AS (
    UPDATE credit_balances b SET compression_carried = b.compression_carried + c.compression_more,
      ai_carried = b.ai_carried + c.ai_more
    FROM chain c WHERE b.account_id = $1 AND NOT c.ended
  ),
  limits AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT $1, 'lower', bucket, less, period_no, new_plan, credit_limit - less, $4, $5
    FROM chain, LATERAL (VALUES ('compression', compression_less, compression_limit), ('ai', ai_less, ai_limit))
      AS part(bucket, less, credit_limit)
    WHERE less > 0
  )
  INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no)
  SELECT $1, entry, bucket, amount, period_no
  FROM chain, LATERAL (VALUES
    ('carry', 'compression', compression_more), ('carry', 'ai', ai_more),
    ('unlapse', 'compression', compression_unlapsed), ('unlapse', 'ai', ai_unlapsed)) AS part(entry, bucket, amount)
  WHERE amount > 0`,
);
