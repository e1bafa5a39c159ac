/**
 * Puts the planned plans of some accounts in force, as part of the statement that closes their periods.
 * @param accounts SQL that selects the accounts' ids; the rows are `id, plan`, of those that had a plan planned.
 */
export function takeNextPlans(accounts: string): string {
  return `UPDATE accounts SET plan = next_plan, next_plan = NULL
          WHERE id IN (${accounts}) AND next_plan IS NOT NULL RETURNING id, plan`;
}
