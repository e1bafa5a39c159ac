import { statement } from '../database/database.service.js';
import { BREAKER_OPENS_AT, DISABLED_AFTER_DAYS, FIRST_BREAK_SECONDS, LONGEST_BREAK_SECONDS } from './retries.js';

/**
 * Ends a set of attempts: each delivery is delivered, to be tried again after its delay, or (no delay) given up; each
 * attempt goes to the log. An attempt whose claim was lost to a later one, or that was ended already, changes nothing.
 *
 * Then their endpoints, when there is something to change; their rows are locked first, so that nothing is overwritten
 * that somebody changed meanwhile. A success closes the breaker. Failures are counted until it opens, and each probe that
 * fails doubles the break; attempts that were under way when it opened end within the break and are no probes. A break the
 * receiver asked for holds, however those end that were under way. 410, and days of nothing but failures, disable the
 * endpoint. Answers those disabled now.
 *
 * $1 deliveries, $2 attempts, $3 start, $4 milliseconds, $5 the receiver's status, $6 error, $7 headers, $8 body,
 * $9 delay in seconds, $10 delivered, $11 break the receiver asked for in seconds.
 */
export const endAttempts = statement(
  'webhooks.end-attempts',
  `WITH ended AS (
     SELECT * FROM unnest($1::text[], $2::int[], $3::timestamptz[], $4::int[], $5::int[], $6::text[], $7::json[], $8::text[],
       $9::float8[], $10::boolean[], $11::float8[])
       AS t(id, attempt, started_at, duration_ms, response_status, error, headers, body, delay, delivered, pause)
   ),
   moved AS (
     UPDATE webhook_deliveries d SET lease_until = NULL, response_status = ended.response_status, error = ended.error,
       status = CASE WHEN ended.delivered THEN 'delivered' WHEN ended.delay IS NULL THEN 'failed' ELSE 'pending' END,
       next_at = clock_timestamp() + make_interval(secs => coalesce(ended.delay, 0)),
       delivered_at = CASE WHEN ended.delivered THEN clock_timestamp() ELSE d.delivered_at END
     FROM ended WHERE d.id = ended.id AND d.attempts = ended.attempt AND d.status = 'pending' AND d.lease_until IS NOT NULL
     RETURNING d.endpoint_id, d.account_id, ended.*
   ),
   logged AS (
     INSERT INTO webhook_attempts (delivery_id, attempt, account_id, started_at, duration_ms, response_status, error,
       response_headers, response_body)
     SELECT id, attempt, account_id, started_at, duration_ms, response_status, error, headers, body FROM moved
   ),
   told AS (
     SELECT endpoint_id, bool_or(delivered) AS delivered, count(*) FILTER (WHERE NOT delivered) AS failures,
       min(started_at) FILTER (WHERE NOT delivered) AS failed_at, bool_or(response_status = 410) AS gone, max(pause) AS pause
     FROM moved GROUP BY endpoint_id
   ),
   endpoints AS (
     SELECT e.* FROM told JOIN webhook_endpoints e ON e.id = told.endpoint_id
     WHERE told.failures > 0 OR e.consecutive_failures > 0 OR e.failing_since IS NOT NULL
     ORDER BY e.id FOR NO KEY UPDATE OF e
   ),
   judged AS (
     SELECT e.id, told.pause, e.disabled_at IS NULL AS was_enabled,
       CASE WHEN e.consecutive_failures < ${BREAKER_OPENS_AT} AND e.resume_at > clock_timestamp() THEN e.resume_at END AS asked_for,
       CASE WHEN NOT told.delivered THEN coalesce(e.failing_since, told.failed_at) END AS failing_since,
       CASE WHEN told.delivered THEN 0 ELSE e.consecutive_failures + told.failures END AS failures,
       e.consecutive_failures >= ${BREAKER_OPENS_AT} AND e.resume_at > clock_timestamp() AND NOT told.delivered AS in_break,
       CASE WHEN told.delivered OR e.consecutive_failures + told.failures < ${BREAKER_OPENS_AT} THEN NULL
         WHEN e.consecutive_failures < ${BREAKER_OPENS_AT} OR e.probe_seconds IS NULL THEN ${FIRST_BREAK_SECONDS}
         ELSE least(e.probe_seconds * 2, ${LONGEST_BREAK_SECONDS}) END AS probe_seconds,
       CASE WHEN told.gone THEN 'gone'
         WHEN NOT told.delivered AND e.failing_since < clock_timestamp() - interval '${DISABLED_AFTER_DAYS} days' THEN 'failing'
         END AS reason
     FROM told JOIN endpoints e ON e.id = told.endpoint_id
   ),
   changed AS (
     UPDATE webhook_endpoints e SET failing_since = judged.failing_since, consecutive_failures = judged.failures,
       probe_seconds = CASE WHEN in_break THEN e.probe_seconds ELSE judged.probe_seconds END,
       resume_at = CASE WHEN in_break THEN greatest(e.resume_at, clock_timestamp() + make_interval(secs => judged.pause))
         ELSE greatest(asked_for, clock_timestamp() + make_interval(secs => greatest(judged.probe_seconds, judged.pause))) END,
       disabled_at = CASE WHEN was_enabled AND reason IS NOT NULL THEN clock_timestamp() ELSE e.disabled_at END,
       disabled_reason = CASE WHEN was_enabled AND reason IS NOT NULL THEN reason ELSE e.disabled_reason END
     FROM judged WHERE e.id = judged.id
     RETURNING e.id, e.account_id, e.url, e.for_batches, e.failing_since, e.disabled_at, e.disabled_reason,
       was_enabled AND reason IS NOT NULL AS disabled_now
   )
   SELECT * FROM changed WHERE disabled_now`,
);

/** What `endAttempts` answers: an endpoint that was disabled by the failures of this set. */
export interface DisabledEndpoint {
  id: string;
  account_id: string;
  url: string;
  for_batches: boolean;
  failing_since: Date | null;
  disabled_at: Date;
  disabled_reason: 'gone' | 'failing';
}
