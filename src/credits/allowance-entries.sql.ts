/**
 * Columns of a ledger entry about an allowance. Amounts of `allowance`, `raise` and `lower` may be 0: an unlimited allowance
 * counts as none, and its `credit_limit` is null.
 *
 * `allowance`: a period began. `raise`, `lower`: its limit changed. `carry`: what was used beyond earlier allowances is owed
 * by this one; `uncarry`: it was less, because held credits came back. `lapse`: granted and never used; `unlapse`: it turned out not to be
 * granted, because the plan had changed before.
 */
export const ALLOWANCE_COLUMNS = 'account_id, entry, bucket, amount, period_no, plan, credit_limit, actor, reason';

/** SQL: entry, bucket and amount of a row `(bucket, before, after)`: a limit that changed. Unlimited counts as none. */
export function limitChange(row: string): string {
  const [before, after] = [`coalesce(${row}.before, 0)`, `coalesce(${row}.after, 0)`];
  return `CASE WHEN ${after} >= ${before} THEN 'raise' ELSE 'lower' END, ${row}.bucket, abs(${after} - ${before})`;
}
