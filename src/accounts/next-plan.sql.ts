import { statement } from '../database/database.service.js';

/**
 * Puts planned plans in force that are due when a new period begins.
 * $1 accounts, $2 when the new period of each begins. Answers every account as it was, and its plan from then on.
 */
export const takePlannedPlans = statement(
  'accounts.take-planned-plans',
  `WITH opened AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS opened(id, at)),
   taken AS (
     UPDATE accounts a SET plan = next_plan, next_plan = NULL, next_plan_at = NULL FROM opened
     WHERE a.id = opened.id AND next_plan IS NOT NULL AND (next_plan_at IS NULL OR next_plan_at <= opened.at)
     RETURNING a.id, a.plan
   )
   SELECT a.id, a.plan, a.next_plan AS planned, a.next_plan_at AS "plannedAt", coalesce(taken.plan, a.plan) AS opens
   FROM opened JOIN accounts a ON a.id = opened.id LEFT JOIN taken ON taken.id = a.id`,
);
