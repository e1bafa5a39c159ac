import { statement } from '../database/database.service.js';

/** SQL: true unless the subject is at fault and waits. @param duty a word of `DUTIES` @param subject an expression */
export function notAtFault(duty: string, subject: string): string {
  return `NOT EXISTS (SELECT FROM faults WHERE duty = '${duty}' AND subject = ${subject} AND retry_at > clock_timestamp())`;
}

/**
 * The wait doubles each time: 4 s after the first failure, an hour at most. $1 duty, $2 subject, $3 account or null, $4 error.
 */
export const noteFault = statement(
  'faults.note',
  `INSERT INTO faults AS f (duty, subject, account_id, error, retry_at)
   VALUES ($1, $2, $3, $4, clock_timestamp() + interval '4 seconds')
   ON CONFLICT (duty, subject) DO UPDATE SET times = f.times + 1, error = excluded.error, last_at = clock_timestamp(),
     retry_at = clock_timestamp() + least(interval '1 hour', interval '4 seconds' * power(2, least(f.times, 12)))
   RETURNING times`,
);

/** $1 duty, $2 subjects that were worked on without a fault. */
export const clearFaults = statement('faults.clear', 'DELETE FROM faults WHERE duty = $1 AND subject = ANY($2)');

/** The reconcile comes round in an hour, all others within a minute. */
export const forgetFaults = statement(
  'faults.forget',
  `DELETE FROM faults
   WHERE retry_at < clock_timestamp() - CASE duty WHEN 'reconcile' THEN interval '3 hours' ELSE interval '5 minutes' END`,
);

export const countFaults = statement('faults.count', 'SELECT duty, count(*) AS n FROM faults GROUP BY duty');

/** Longest at fault first. $1 how many. */
export const listFaults = statement('faults.list', 'SELECT * FROM faults ORDER BY first_at, duty, subject LIMIT $1');
