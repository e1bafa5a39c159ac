import { statement } from '../database/database.service.js';

export const insertAccount = statement(
  'accounts.insert',
  'INSERT INTO accounts (id, name, email, plan) VALUES ($1, $2, $3, $4)',
);

export const updatePlan = statement(
  'accounts.update-plan',
  'UPDATE accounts SET plan = $2, next_plan = NULL, next_plan_at = NULL WHERE id = $1 RETURNING id',
);

export const planNext = statement(
  'accounts.plan-next',
  'UPDATE accounts SET next_plan = $2, next_plan_at = $3 WHERE id = $1 RETURNING id',
);

const ACCOUNT = `id, name, email, plan, next_plan AS "nextPlan", next_plan_at AS "nextPlanAt",
  suspended_at IS NOT NULL AS suspended, sso_domain AS "ssoDomain",
  requires_second_factor AS "requireSecondFactor", created_at AS "createdAt"`;

export const readAccount = statement('accounts.read', `SELECT ${ACCOUNT} FROM accounts WHERE id = $1`);

/** $1 a part of the id, name or e-mail address, $2 cursor, $3 how many. The operator's view; no index is needed for it. */
export const searchAccounts = statement(
  'accounts.search',
  `SELECT ${ACCOUNT} FROM accounts
   WHERE ($1::text IS NULL OR id = $1 OR position(lower($1) IN lower(name)) > 0 OR position(lower($1) IN lower(email)) > 0)
     AND ($2::text COLLATE "C" IS NULL OR id COLLATE "C" < $2)
   ORDER BY id COLLATE "C" DESC LIMIT $3`,
);

/** $1 account, $2 name or null, $3 e-mail or null: what is null stays. */
export const changeAccount = statement(
  'accounts.change',
  'UPDATE accounts SET name = coalesce($2, name), email = coalesce($3, email) WHERE id = $1 RETURNING id',
);

/** Finds nothing when it is suspended, or not, already. */
export const suspendAccount = statement(
  'accounts.suspend',
  'UPDATE accounts SET suspended_at = now() WHERE id = $1 AND suspended_at IS NULL RETURNING id',
);
export const resumeAccount = statement(
  'accounts.resume',
  'UPDATE accounts SET suspended_at = NULL WHERE id = $1 AND suspended_at IS NOT NULL RETURNING id',
);

/** Finds nothing when it is so already. $1 account, $2 whether people need one */
export const setRequireSecondFactor = statement(
  'accounts.set-require-second-factor',
  'UPDATE accounts SET requires_second_factor = $2 WHERE id = $1 AND requires_second_factor <> $2 RETURNING id',
);

/** Finds nothing when it is so already. $1 account, $2 dollars or null */
export const setAiDollarsPerDay = statement(
  'accounts.set-ai-dollars-per-day',
  'UPDATE accounts SET ai_dollars_per_day = $2 WHERE id = $1 AND ai_dollars_per_day IS DISTINCT FROM $2 RETURNING id',
);
