/**
 * Puts the planned plans of some accounts in force, as part of the statement that closes their periods.
 * @param opened SQL that selects the accounts' ids and where their new period begins; the rows are `id, plan`, of those
 *   whose planned plan was due by then.
 */
export function takeNextPlans(opened: string): string {
  return `UPDATE accounts a SET plan = next_plan, next_plan = NULL, next_plan_at = NULL
          FROM (${opened}) AS opened(id, at)
          WHERE a.id = opened.id AND next_plan IS NOT NULL AND (next_plan_at IS NULL OR next_plan_at <= opened.at)
          RETURNING a.id, a.plan`;
}

/**
 * SQL: the plan in force in a period that begins at `start`, from what was planned.
 * @param row has `own_plan`, `planned_plan` and `planned_at`
 */
export function plannedPlan(row: string, start: string): string {
  return `CASE WHEN ${row}.planned_plan IS NOT NULL AND (${row}.planned_at IS NULL OR ${row}.planned_at <= ${start})
    THEN ${row}.planned_plan ELSE ${row}.own_plan END`;
}
