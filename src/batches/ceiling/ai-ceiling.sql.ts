import { statement } from '../../database/database.service.js';

/** This day in UTC, as one time for a whole statement, which an index needs. */
const TODAY = `(statement_timestamp() AT TIME ZONE 'UTC')::date`;

/** SQL: when the next day begins. */
export const TOMORROW = `((${TODAY} + 1)::timestamp AT TIME ZONE 'UTC')`;

/** SQL: what an account may cost in a day, in nanodollars; null for any amount. */
const ceiling = (account: string, setting: string) =>
  `1e9 * coalesce(${account}.ai_dollars_per_day, ${setting}::float8)`;

/**
 * SQL: true when the replies to an account's images have cost as much today as they may.
 * @param account its row @param setting `AI_DOLLARS_PER_ACCOUNT_DAY` or null, as a parameter
 */
export function atCeiling(account: string, setting: string): string {
  return `EXISTS (SELECT FROM ai_days WHERE day = ${TODAY} AND account_id = ${account}.id
    AND nanodollars >= ${ceiling(account, setting)})`;
}

/**
 * Adds what replies cost to the day of their accounts, in the order of the accounts, so that two processes never wait for each other.
 * Answers the accounts that reach their ceiling with it. Arrays: $1 accounts, $2 nanodollars. $3 the setting.
 */
export const addToDay = statement(
  'ai.add-to-day',
  `WITH added AS (
     INSERT INTO ai_days AS d (day, account_id, nanodollars)
     SELECT ${TODAY}, account, nano FROM unnest($1::text[], $2::bigint[]) AS spent(account, nano) ORDER BY account
     ON CONFLICT (day, account_id) DO UPDATE SET nanodollars = d.nanodollars + excluded.nanodollars
     RETURNING account_id, nanodollars
   )
   SELECT added.account_id FROM added JOIN accounts a ON a.id = added.account_id
     JOIN unnest($1::text[], $2::bigint[]) AS spent(account, nano) ON spent.account = added.account_id
   WHERE nanodollars >= ${ceiling('a', '$3')} AND nanodollars - nano < ${ceiling('a', '$3')}`,
);

/** $1 the setting. */
export const countAtCeiling = statement(
  'ai.count-at-ceiling',
  `SELECT count(*)::int AS accounts FROM ai_days JOIN accounts a ON a.id = account_id
   WHERE day = ${TODAY} AND nanodollars >= ${ceiling('a', '$1')}`,
);

/**
 * Parked images of accounts at their ceiling whose requests no file holds yet go back: what waits to be sent is bounded for all accounts
 * together. $1 the setting.
 */
export const putBackAtCeiling = statement(
  'ai.put-back-at-ceiling',
  `WITH dropped AS (
     DELETE FROM ai_requests r USING accounts a WHERE r.ai_job_id IS NULL AND a.id = r.account_id AND ${atCeiling('a', '$1')}
     RETURNING image_id
   )
   UPDATE images SET status = 'pending'
   WHERE id = ANY (ARRAY(SELECT image_id FROM dropped)) AND status = 'processing' AND lease_until IS NULL`,
);

/** Days that nothing is decided by any more. $1 how many. */
export const forgetDays = statement(
  'ai.forget-days',
  `DELETE FROM ai_days WHERE (day, account_id) IN (
     SELECT day, account_id FROM ai_days WHERE day < ${TODAY} - 7 ORDER BY day LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING 1`,
);
