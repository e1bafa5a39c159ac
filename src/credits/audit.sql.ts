import type { AuditCheck } from '../common/audit.js';
import { boundary, earnedBetween, monthly, nominalMonth, roundedUp, segmentStart, type Kind } from './periods.sql.js';
import { dayOf } from './usage-days.sql.js';

/** Of the usage by day. It is kept for longer, and days before the upgrade that brought it have no entries with a day. */
const FIRST_AUDITED_DAY = `${dayOf('credit_clock()')} - 31`;

/** Grouped once for all accounts: reservations have no index by account, which every one of them would pay for. */
const PERIOD_SUMS = `
  SELECT account_id, period_no, sum(compression_settled) AS compression_used,
    sum(compression - compression_settled - compression_released) AS compression_open,
    sum(ai_plan_settled) AS ai_used, sum(ai_plan - ai_plan_settled - ai_plan_released) AS ai_open
  FROM reservations GROUP BY account_id, period_no`;

/** Rows of balances or closed periods `b` whose figures are not those of their reservations `s`. */
const UNLIKE_SUMS = `
  (b.compression_used, b.compression_reserved, b.ai_used, b.ai_reserved) IS DISTINCT FROM
  (coalesce(s.compression_used, 0), coalesce(s.compression_open, 0), coalesce(s.ai_used, 0), coalesce(s.ai_open, 0))`;

/** What boundary `n` of the account of `row` is counted from: the anchor that was in force there, if it ever moved. */
const countedFrom = (row: string, n: string) => `
  SELECT anchor, anchor_no FROM (
    SELECT boundary_no, anchor, anchor_no FROM credit_anchors moved
    WHERE moved.account_id = ${row}.account_id AND boundary_no <= ${n}
    UNION ALL SELECT NULL, anchor, anchor_no FROM credit_balances own WHERE own.account_id = ${row}.account_id
  ) AS anchors ORDER BY boundary_no DESC NULLS LAST LIMIT 1`;

/** Where boundary `n` must be. */
const expected = (row: string, n: string) => `(SELECT ${boundary('c', n)} FROM (${countedFrom(row, n)}) AS c)`;

/** What a ledger entry does to the held credits of its bucket. */
const HELD = `CASE entry WHEN 'reserve' THEN amount WHEN 'settle' THEN -amount WHEN 'release' THEN -amount ELSE 0 END`;

/** Running and closed periods, and what of each kind the ledger says of them; no row for periods opened before it did. */
const periodsAndEntries = (kind: Kind) => `
  SELECT p.*, e.* FROM (
    SELECT account_id, period_no, ${kind}_limit AS granted, ${kind}_carried AS carried, ${kind}_used + ${kind}_reserved AS taken,
      ${kind}_adjusted AS adjusted, NULL::bigint AS lapsed FROM credit_balances
    UNION ALL
    SELECT account_id, period_no, ${kind}_limit, ${kind}_carried, ${kind}_used + ${kind}_reserved, ${kind}_adjusted, ${kind}_lapsed
    FROM credit_periods
  ) AS p JOIN (
    SELECT account_id AS of_account, period_no AS of_period,
      sum(CASE entry WHEN 'lower' THEN -amount ELSE amount END) FILTER (WHERE entry IN ('allowance', 'raise', 'lower')) AS limit_entered,
      sum(amount) FILTER (WHERE entry IN ('allowance', 'raise', 'add')) AS ever_granted,
      bool_or(credit_limit IS NULL) FILTER (WHERE entry IN ('allowance', 'raise', 'lower')) AS ever_unlimited,
      coalesce(sum(CASE entry WHEN 'add' THEN amount WHEN 'deduct' THEN -amount END), 0) AS adjusted_entered,
      coalesce(sum(CASE entry WHEN 'carry' THEN amount WHEN 'uncarry' THEN -amount END), 0) AS carried_entered,
      coalesce(sum(CASE entry WHEN 'lapse' THEN amount WHEN 'unlapse' THEN -amount END), 0) AS lapsed_entered
    FROM credit_ledger WHERE bucket = '${kind}' GROUP BY account_id, period_no HAVING bool_or(entry = 'allowance')
  ) AS e ON e.of_account = p.account_id AND e.of_period = p.period_no`;

/** What the plan in force and those before it may have granted in the running period. */
const mostGranted = (kind: Kind) =>
  `${roundedUp(`b.${kind}_earned`)} + ${roundedUp(
    earnedBetween(monthly('b', kind), segmentStart('b'), 'b.period_end', nominalMonth('b')),
  )}`;

const bothKinds = (query: (kind: Kind) => string) => (['compression', 'ai'] as const).map(query).join(' UNION ALL ');

/** The invariants that the credit tables must keep by themselves. Each query answers the rows that break it. */
export const CREDIT_CHECKS: AuditCheck[] = [
  {
    name: 'no counter is below zero and held top-ups are covered',
    sql: `SELECT account_id FROM credit_balances WHERE least(compression_used, compression_reserved, ai_used, ai_reserved,
            topup_balance, topup_reserved) < 0 OR topup_reserved > topup_balance`,
  },
  {
    name: 'every reservation is settled, released and open to its full amount',
    sql: `SELECT batch_id FROM reservations WHERE compression_settled + compression_released > compression
            OR ai_plan_settled + ai_plan_released > ai_plan OR ai_topup_settled + ai_topup_released > ai_topup
            OR (closed_at IS NOT NULL AND (compression_settled + compression_released < compression
              OR ai_plan_settled + ai_plan_released < ai_plan OR ai_topup_settled + ai_topup_released < ai_topup))`,
  },
  {
    name: 'counters of the current period are the sums of its reservations',
    sql: `SELECT b.account_id FROM credit_balances b LEFT JOIN (${PERIOD_SUMS}) s USING (account_id, period_no)
          WHERE ${UNLIKE_SUMS}`,
  },
  {
    name: 'figures of closed periods are the sums of their reservations',
    sql: `SELECT account_id, period_no FROM credit_periods b LEFT JOIN (${PERIOD_SUMS}) s USING (account_id, period_no)
          WHERE ${UNLIKE_SUMS}`,
  },
  {
    name: 'top-ups are grants less reversals and what was settled; what is held is open; debt leaves nothing free',
    sql: `SELECT b.account_id FROM credit_balances b LEFT JOIN (
            SELECT account_id, sum(ai_topup_settled) AS settled, sum(ai_topup - ai_topup_settled - ai_topup_released) AS open
            FROM reservations GROUP BY account_id) s ON s.account_id = b.account_id
          WHERE b.topup_reserved <> coalesce(s.open, 0)
            OR b.topup_balance - b.topup_debt + coalesce(s.settled, 0) <> (
            SELECT coalesce(sum(CASE entry WHEN 'reverse' THEN -amount ELSE amount END), 0)
            FROM credit_ledger WHERE account_id = b.account_id AND entry IN ('grant', 'reverse', 'reinstate'))`,
  },
  {
    name: 'periods start and end where the anchor says, without gaps',
    sql: `SELECT account_id, period_no FROM credit_balances b
          WHERE period_start <> ${expected('b', 'b.period_no')}
            OR period_end <> ${expected('b', 'b.period_no + 1')}
            OR period_end <> ${boundary('b', 'b.period_no + 1')}
          UNION ALL
          SELECT p.account_id, p.period_no FROM credit_periods p JOIN credit_balances b ON b.account_id = p.account_id
          WHERE p.period_start <> ${expected('p', 'p.period_no')}
            OR p.period_end <> ${expected('p', 'p.period_no + 1')} OR p.period_no >= b.period_no
            OR NOT EXISTS (SELECT FROM credit_periods n WHERE n.account_id = p.account_id AND n.period_no = p.period_no + 1)
              AND p.period_no + 1 <> b.period_no`,
  },
  {
    name: 'replaying the ledger gives the counters',
    sql: `SELECT b.account_id FROM credit_balances b LEFT JOIN LATERAL (
            SELECT
              coalesce(sum(amount) FILTER (WHERE entry = 'settle' AND bucket = 'compression' AND period_no = b.period_no), 0) AS c_used,
              coalesce(sum(${HELD}) FILTER (WHERE bucket = 'compression' AND period_no = b.period_no), 0) AS c_held,
              coalesce(sum(amount) FILTER (WHERE entry = 'settle' AND bucket = 'ai' AND period_no = b.period_no), 0) AS a_used,
              coalesce(sum(${HELD}) FILTER (WHERE bucket = 'ai' AND period_no = b.period_no), 0) AS a_held,
              coalesce(sum(CASE WHEN entry IN ('grant', 'reinstate') THEN amount WHEN entry IN ('settle', 'reverse') THEN -amount
                ELSE 0 END) FILTER (WHERE bucket = 'topup'), 0) AS owned,
              coalesce(sum(${HELD}) FILTER (WHERE bucket = 'topup'), 0) AS t_held
            FROM credit_ledger l WHERE l.account_id = b.account_id) r ON true
          WHERE (b.compression_used, b.compression_reserved, b.ai_used, b.ai_reserved, b.topup_balance, b.topup_reserved,
              b.topup_debt)
            IS DISTINCT FROM (r.c_used, r.c_held, r.a_used, r.a_held, greatest(r.owned, r.t_held), r.t_held,
              greatest(0, r.t_held - r.owned))`,
  },
  {
    name: 'what a day used is what the ledger says was used on it',
    sql: `SELECT account_id, day FROM (
            SELECT account_id, usage_day AS day, coalesce(sum(amount) FILTER (WHERE bucket = 'compression'), 0) AS compression,
              coalesce(sum(amount) FILTER (WHERE bucket <> 'compression'), 0) AS ai
            FROM credit_ledger WHERE entry = 'settle' AND usage_day >= ${FIRST_AUDITED_DAY} GROUP BY account_id, usage_day
          ) AS entered FULL JOIN (
            SELECT account_id, day, sum(compression) AS compression, sum(ai) AS ai
            FROM credit_usage WHERE day >= ${FIRST_AUDITED_DAY} GROUP BY account_id, day
          ) AS counted USING (account_id, day)
          WHERE (coalesce(entered.compression, 0), coalesce(entered.ai, 0))
            IS DISTINCT FROM (coalesce(counted.compression, 0), coalesce(counted.ai, 0))`,
  },
  {
    name: 'what is taken of a budget is used or held by reservations of its key in that month, and the account knows of it',
    sql: `SELECT k.key_id FROM key_budgets k JOIN credit_balances b ON b.account_id = k.account_id
          LEFT JOIN (
            SELECT key_id, month, sum(compression - compression_released) AS compression,
              sum(ai_plan - ai_plan_released + ai_topup - ai_topup_released) AS ai
            FROM reservations WHERE key_id IS NOT NULL GROUP BY key_id, month
          ) AS r ON r.key_id = k.key_id AND r.month = k.month
          WHERE (k.compression_taken, k.ai_taken) IS DISTINCT FROM (coalesce(r.compression, 0), coalesce(r.ai, 0))
            OR NOT k.key_id = ANY (b.budgeted_keys)`,
  },
  {
    name: 'of no top-up more is taken back than was granted',
    sql: `SELECT account_id, topup FROM credit_ledger WHERE topup IS NOT NULL GROUP BY account_id, topup
          HAVING sum(CASE entry WHEN 'reverse' THEN -amount ELSE amount END)
            NOT BETWEEN 0 AND coalesce(sum(amount) FILTER (WHERE entry = 'grant'), 0)`,
  },
  {
    name: 'what every period grants, owes and lapses is in the ledger, and so is every adjustment',
    sql: bothKinds(
      (kind) => `SELECT account_id, period_no, '${kind}' AS bucket FROM (${periodsAndEntries(kind)}) AS figures
        WHERE limit_entered <> coalesce(granted, 0) OR carried_entered <> carried OR adjusted_entered <> adjusted
          OR coalesce(lapsed, 0) <> lapsed_entered`,
    ),
  },
  {
    name: 'no account has used or holds more than it was ever granted',
    sql: bothKinds(
      (kind) => `SELECT account_id, period_no, '${kind}' AS bucket FROM (${periodsAndEntries(kind)}) AS figures
        WHERE NOT ever_unlimited AND taken > 0 AND carried + taken > ever_granted`,
    ),
  },
  {
    name: 'every limit is what its plans earn in their time',
    sql: bothKinds(
      (kind) => `SELECT account_id, period_no, '${kind}' AS bucket FROM credit_balances b
        WHERE ${kind}_limit IS NOT NULL AND ${kind}_limit > ${mostGranted(kind)}`,
    ),
  },
  {
    name: 'what a closed period granted with its adjustments is used, held, lapsed, or paid what was owed; the rest is owed by the next',
    sql: bothKinds(
      (kind) => `SELECT account_id, period_no, '${kind}' AS bucket FROM (${periodsAndEntries(kind)}) AS p
        JOIN (SELECT account_id AS next_account, period_no AS next_no, ${kind}_carried AS carried_on FROM credit_periods
          UNION ALL SELECT account_id, period_no, ${kind}_carried FROM credit_balances) AS n
          ON n.next_account = p.account_id AND n.next_no = p.period_no + 1
        WHERE lapsed IS NOT NULL
          AND (CASE WHEN granted IS NULL THEN 0 ELSE granted + adjusted - carried - taken END) <> lapsed - carried_on`,
    ),
  },
];
