/** Rules of the usage by day and of budgets, each broken by one small change, as in `mutations.mjs`. */
export const BUDGET_MUTATIONS = [
  {
    rule: "a day is one of the session's time zone",
    file: 'src/credits/usage-days.sql.ts',
    from: "`(${instant} AT TIME ZONE 'UTC')::date`",
    to: '`(${instant})::date`',
  },
  {
    rule: 'the usage of a day is its last settlement',
    file: 'src/credits/usage-days.sql.ts',
    from: '${figure} = u.${figure} + excluded.${figure}',
    to: '${figure} = excluded.${figure}',
  },
  {
    rule: 'top-ups are not in the usage of a day',
    file: 'src/credits/usage-days.sql.ts',
    from: 'compression_used, plan_used + topup_used, compression_used,',
    to: 'compression_used, plan_used, compression_used,',
  },
  {
    rule: 'a reservation does not look at the budget of its key',
    file: 'src/credits/reserve-budget.sql.ts',
    from: 'WHEN wanted > compression_budget AND',
    to: 'WHEN false AND',
  },
  {
    rule: 'a key with a budget is not told from one without',
    file: 'src/credits/reserve-budget.sql.ts',
    from: 'WHEN $6 = ANY (budgeted_keys) THEN',
    to: 'WHEN false THEN',
  },
  {
    rule: 'a budget does not renew',
    file: 'src/credits/budgets.sql.ts',
    from: 'ELSE 0 END`',
    to: 'ELSE ${row}.${kind}_taken END`',
  },
  {
    rule: 'refunds of another month are given to this one',
    file: 'src/credits/settle.sql.ts',
    from: 'WHERE k.key_id = s.key_id AND k.month = s.month AND',
    to: 'WHERE k.key_id = s.key_id AND',
  },
  {
    rule: 'a budget counts nothing of what was used before it was set',
    file: 'src/credits/budgets.sql.ts',
    from: `WHERE account_id = $2 AND key_id = $1
    UNION`,
    to: `WHERE account_id = $2 AND false AND key_id = $1
    UNION`,
  },
  {
    rule: 'a budget counts nothing of what was held before it was set',
    file: 'src/credits/budgets.sql.ts',
    from: 'WHERE b.ended_at IS NULL AND b.account_id = $2 AND',
    to: 'WHERE false AND b.account_id = $2 AND',
  },
];
