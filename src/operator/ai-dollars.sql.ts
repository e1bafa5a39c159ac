import { statement } from '../database/database.service.js';

/** What the AI may cost for an account on one day (UTC), and has cost today, in US dollars. */
export interface AiDollars {
  /** Of this account alone; null: as the setting says. */
  own: number | null;
  today: number;
}

/** $1 account. */
export const readAiDollars = statement(
  'operator.read-ai-dollars',
  `SELECT ai_dollars_per_day AS own, coalesce((SELECT nanodollars / 1e9 FROM ai_days
     WHERE account_id = a.id AND day = (statement_timestamp() AT TIME ZONE 'UTC')::date), 0)::float8 AS today
   FROM accounts a WHERE id = $1`,
);
