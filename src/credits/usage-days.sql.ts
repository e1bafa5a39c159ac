import { statement } from '../database/database.service.js';

/** SQL: the day in UTC that an instant lies in, whatever the session's time zone. */
export const dayOf = (instant: string) => `(${instant} AT TIME ZONE 'UTC')::date`;
/** SQL: the first day of the calendar month in UTC. */
export const monthOf = (instant: string) => `date_trunc('month', ${instant} AT TIME ZONE 'UTC')::date`;

/** The ids that a row of `credit_usage` stands for, beside its account and day. */
const IDS = ['key_id', 'person_id', 'connection_id'];
const FIGURES = ['compression', 'ai', 'succeeded', 'failed', 'unchanged', 'bytes_saved'];

/**
 * The part of a settlement that counts what it used by day: one row for a set of images, whatever its size. The account's
 * balance is locked by then, so two settlements never wait for each other here.
 * @param settled rows of a reservation with `day`, `compression_used`, `plan_used` and `topup_used`
 */
export function addUsage(settled: string, failed: string, unchanged: string, bytesSaved: string): string {
  return `
    INSERT INTO credit_usage AS u (account_id, day, ${IDS.join(', ')}, reserved_month, ${FIGURES.join(', ')})
    SELECT account_id, day, ${IDS.map((id) => `coalesce(${id}, '')`).join(', ')}, coalesce(month, ${monthOf('created_at')}),
      compression_used, plan_used + topup_used, compression_used, ${failed}::bigint, ${unchanged}::bigint, ${bytesSaved}::bigint
    FROM ${settled} WHERE compression_used + plan_used + topup_used + ${failed}::bigint + ${unchanged}::bigint > 0
    ON CONFLICT (account_id, day, ${IDS.join(', ')}, reserved_month) DO UPDATE SET
      ${FIGURES.map((figure) => `${figure} = u.${figure} + excluded.${figure}`).join(', ')}`;
}

/** What was used on days so long ago that nobody looks at them. $1 days, $2 how many rows. */
export const forgetUsageDays = statement(
  'credits.forget-usage-days',
  `DELETE FROM credit_usage WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM credit_usage WHERE day < ${dayOf('credit_clock()')} - $1::int ORDER BY day LIMIT $2))
   RETURNING day`,
);
