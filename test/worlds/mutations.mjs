import { ADJUSTMENT_MUTATIONS } from './adjustment-mutations.mjs';
import { BUDGET_MUTATIONS } from './budget-mutations.mjs';

/**
 * Rules of the credits, each broken by one small change of the source. The worlds must fail for every one of them.
 * `from` must be in the file exactly once.
 */
export const MUTATIONS = [
  {
    rule: 'release gives back the plan part first',
    file: 'src/credits/settle.sql.ts',
    from: `least(ai_back, topup_open - topup_used) AS topup_back,
      ai_back - least(ai_back, topup_open - topup_used) AS plan_back`,
    to: `ai_back - least(ai_back, plan_open - plan_used) AS topup_back,
      least(ai_back, plan_open - plan_used) AS plan_back`,
  },
  {
    rule: 'months are not clamped but 30 days each',
    file: 'src/credits/periods.sql.ts',
    from: 'make_interval(months => ${n}))',
    to: 'make_interval(days => 30 * (${n})))',
  },
  {
    rule: "a period's end is counted from its start, not from the anchor",
    file: 'src/credits/roll.sql.ts',
    from: "period_end = ${boundary('b', 'next_no + 1')}",
    to: "period_end = (${boundary('b', 'next_no')} AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'",
  },
  {
    rule: "months are added in the session's time zone",
    file: 'src/credits/periods.sql.ts',
    from: "((${anchor} AT TIME ZONE 'UTC' + make_interval(months => ${n})) AT TIME ZONE 'UTC')",
    to: '(${anchor} + make_interval(months => ${n}))',
  },
  {
    rule: 'a roll does not lock the account',
    file: 'src/credits/roll.sql.ts',
    from: 'account_id = $1 AND period_end <= credit_clock() FOR NO KEY UPDATE',
    to: 'account_id = $1 AND period_end <= credit_clock()',
  },
  {
    rule: 'a late roll opens the next period only',
    file: 'src/credits/roll.sql.ts',
    from: "${periodNumber('b.anchor', 'credit_clock()')} + b.anchor_no AS next_no",
    to: 'b.period_no + 1 AS next_no',
  },
  {
    rule: 'outcomes are settled without the settled_at guard',
    file: 'src/batches/settlement/settle.sql.ts',
    from: `ended_at IS NOT NULL AND settled_at IS NULL LIMIT $2))
       AND settled_at IS NULL`,
    to: 'ended_at IS NOT NULL LIMIT $2))',
  },
  {
    rule: 'an outcome is written over the one before it',
    file: 'src/batches/work/outcome.sql.ts',
    from: `ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
    to: `ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND attempts = $2`,
  },
  {
    rule: 'a reservation ignores what is held',
    file: 'src/credits/reserve.sql.ts',
    from: '- ai_carried - ai_used - ai_reserved) END AS ai_plan_left',
    to: '- ai_carried - ai_used) END AS ai_plan_left',
  },
  {
    rule: 'an overhang is taken off the top-ups',
    file: 'src/credits/reserve.sql.ts',
    from: "greatest(0, ${grantedAt('timed', 'ai', 'at')} - ai_carried",
    to: "(${grantedAt('timed', 'ai', 'at')} - ai_carried",
  },
  {
    rule: 'top-ups are taken before plan credits',
    file: 'src/credits/reserve.sql.ts',
    from: 'least(ai_wanted, ai_plan_left) AS from_plan, ai_wanted - least(ai_wanted, ai_plan_left) AS from_topup',
    to: 'greatest(0, ai_wanted - topup_left) AS from_plan, least(ai_wanted, topup_left) AS from_topup',
  },
  {
    rule: 'in part, the compression credits alone decide',
    file: 'src/credits/reserve.sql.ts',
    from: 'CASE WHEN $4::bigint > 0 THEN ai_plan_left + topup_left ELSE $3::bigint END${budget.fits}',
    to: '$3::bigint${budget.fits}',
  },
  {
    rule: "a closed period's credits move the new period",
    file: 'src/credits/settle.sql.ts',
    from: 'b.ai_used + CASE WHEN b.period_no = s.period_no THEN s.plan_used ELSE 0 END',
    to: 'b.ai_used + s.plan_used',
  },
  {
    rule: 'a period holds its end',
    file: 'src/credits/reserve.sql.ts',
    from: 'WHEN at >= period_end',
    to: 'WHEN at > period_end',
  },
  {
    rule: 'the clock is read before the lock',
    file: 'src/credits/reserve.sql.ts',
    from: `SELECT * FROM credit_balances WHERE account_id = $1 FOR NO KEY UPDATE
  ),
  timed AS (
    SELECT locked.*, credit_clock() AS at FROM locked`,
    to: `SELECT *, credit_clock() AS at FROM credit_balances WHERE account_id = $1 FOR NO KEY UPDATE
  ),
  timed AS (
    SELECT locked.* FROM locked`,
  },
  {
    rule: 'a grant counts as often as it is told',
    file: 'src/credits/topups.sql.ts',
    from: "`SELECT 'grant', $2::bigint, $3, $3`",
    to: "`SELECT 'grant', $2::bigint, $3 || random(), $3`",
  },
  {
    rule: 'a reversal takes more than is left of its grant',
    file: 'src/credits/topups.sql.ts',
    from: 'least($2::bigint, left_of_it)',
    to: '$2::bigint',
  },
  {
    rule: 'debt is forgotten',
    file: 'src/credits/topups.sql.ts',
    from: 'topup_debt = greatest(0, ${heldNow} - ${ownedNow})',
    to: 'topup_debt = 0',
  },
  {
    rule: 'closing does not release what is held',
    file: 'src/credits/settle.sql.ts',
    from: 'CASE WHEN $6 THEN compression_open - $2::bigint ELSE $3::bigint END',
    to: '$3::bigint',
  },
  {
    rule: 'a planned plan outlives a change at once',
    file: 'src/accounts/accounts.sql.ts',
    from: 'plan = $2, next_plan = NULL, next_plan_at = NULL WHERE',
    to: 'plan = $2 WHERE',
  },
  {
    rule: 'a reservation ignores what is owed',
    file: 'src/credits/reserve.sql.ts',
    from: '- ai_carried - ai_used - ai_reserved) END AS ai_plan_left',
    to: '- ai_used - ai_reserved) END AS ai_plan_left',
  },
  {
    rule: 'what was used beyond an allowance is forgiven by a roll',
    file: 'src/credits/roll.sql.ts',
    from: '`greatest(0, coalesce(${kind}_owed + ${kind}_taken - period_${kind} - period_${kind}_adjusted, 0))`',
    to: "'0'",
  },
  {
    rule: 'a changed plan grants its whole limit',
    file: 'src/credits/change-plan.sql.ts',
    from: "WHEN $4 = 'full' THEN new_${kind}",
    to: "WHEN $4 <> '' THEN new_${kind}",
  },
  {
    rule: 'a plan counts from when it is learned, not from when it began',
    file: 'src/credits/change-plan.sql.ts',
    from: 'coalesce($3::timestamptz, at)',
    to: 'least(at, greatest(at, $3::timestamptz))',
  },
  {
    rule: 'what is held on an unlimited plan is earned',
    file: 'src/credits/change-plan.sql.ts',
    from: 'b.${kind}_carried + b.${kind}_used - least(0',
    to: 'b.${kind}_carried + b.${kind}_used + b.${kind}_reserved - least(0',
  },
  {
    rule: 'an alert is told once, though the limit has grown',
    file: 'src/credits/change-plan.sql.ts',
    from: '${kind}_alert = least(b.${kind}_alert,',
    to: '${kind}_alert = greatest(b.${kind}_alert,',
  },
  {
    rule: 'a period that is cut has granted all of its limit',
    file: 'src/credits/move-anchor.sql.ts',
    from: "ELSE least(b.${kind}_limit, ${roundedUp(earnedUntil(kind, 'starts'))}) END`",
    to: 'ELSE b.${kind}_limit END`',
  },
  {
    rule: 'an unpaid period earns by its time',
    file: 'src/credits/move-anchor.sql.ts',
    from: 'CASE WHEN NOT paid THEN b.${kind}_earned',
    to: 'CASE WHEN b.account_id IS NULL THEN b.${kind}_earned',
  },
  {
    rule: 'a period that goes on to another end keeps its limit',
    file: 'src/credits/move-anchor.sql.ts',
    from: "WHEN b.${kind}_limit IS NULL OR $3 = 'full' THEN b.${kind}_limit",
    to: "WHEN b.${kind}_limit IS NULL OR $3 <> '' THEN b.${kind}_limit",
  },
  {
    rule: 'an unpaid renewal grants the whole month',
    file: 'src/credits/periods.sql.ts',
    from: '.${kind}_limit IS NULL OR ${isPaid(row)} THEN',
    to: '.${kind}_limit IS NULL OR ${row}.plan IS NOT NULL THEN',
  },
  {
    rule: 'shares are of 30 days, whatever the month',
    file: 'src/credits/periods.sql.ts',
    from: '/ ${seconds(...nominal)}, 12)',
    to: '/ (0 * ${seconds(...nominal)} + 2592000), 12)',
  },
  {
    rule: 'what is earned is rounded down',
    file: 'src/credits/periods.sql.ts',
    from: 'ceil(${earned} - 0.05)',
    to: 'floor(${earned})',
  },
  {
    rule: 'credits that come back to a closed period are still owed',
    file: 'src/credits/credits.service.ts',
    from: 'if (ended !== null) await sql.run(giveBackToEnded',
    to: 'if (ended === -1) await sql.run(giveBackToEnded',
  },
  {
    rule: "an operator's plan does not close a period that is over",
    file: 'src/operator/account-changes.service.ts',
    from: `await this.periods.hold(sql, accountId);
    if (at`,
    to: `await this.accounts.get(sql, accountId);
    if (at`,
  },
  {
    rule: 'a plan is paid for ever',
    file: 'src/credits/change-plan.sql.ts',
    from: 'SET paid_until = $2, seq = seq + 1',
    to: 'SET paid_until = coalesce($2, paid_until), seq = seq + 1',
  },
  {
    rule: 'a change that counts from a period that is over lowers nothing there',
    file: 'src/credits/credits.service.ts',
    from: "if (since && allowance === 'prorated')",
    to: "if (since && allowance === 'full')",
  },
  {
    rule: 'what a period that is over granted too much is not owed',
    file: 'src/credits/lower-ended.sql.ts',
    from: 'ai_carried = b.ai_carried + c.ai_more',
    to: 'ai_carried = b.ai_carried',
  },
  ...ADJUSTMENT_MUTATIONS,
  ...BUDGET_MUTATIONS,
];
