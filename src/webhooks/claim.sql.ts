import { statement } from '../database/database.service.js';

/**
 * Begins the next attempts at an endpoint, as many as there is room for: $3 in flight at once, and one, the probe, while
 * the breaker is open (from $5 failures in a row). Finds nothing for who has lost the turn, or when the endpoint was
 * paused, disabled or asked for a break. The attempt's number is the claim: what ends it later must name it.
 * $1 endpoint, $2 owner of the turn, $4 in flight now, $6 lease of an attempt in seconds.
 */
export const claimDeliveries = statement(
  'webhooks.claim-deliveries',
  `WITH endpoint AS (
     SELECT account_id, url, sealed_secret, CASE WHEN previous_secret_until > clock_timestamp() THEN previous_sealed_secret END AS previous,
       greatest(0, CASE WHEN consecutive_failures >= $5 THEN 1 ELSE $3 END - $4) AS free
     FROM webhook_endpoints
     WHERE id = $1 AND turn_owner = $2 AND turn_until > clock_timestamp() AND paused_at IS NULL AND disabled_at IS NULL
       AND (resume_at IS NULL OR resume_at <= clock_timestamp())
   ),
   claimed AS (
     UPDATE webhook_deliveries SET attempts = attempts + 1,
       lease_until = clock_timestamp() + make_interval(secs => $6)
     WHERE id IN (SELECT id FROM webhook_deliveries
       WHERE endpoint_id = $1 AND status = 'pending' AND next_at <= clock_timestamp()
         AND (lease_until IS NULL OR lease_until < clock_timestamp())
       ORDER BY next_at LIMIT coalesce((SELECT free FROM endpoint), 0) FOR UPDATE SKIP LOCKED)
     RETURNING id, event_id, attempts, attempts_before
   )
   SELECT c.id, c.attempts, c.attempts_before, event.id AS event_id, event.type, event.data::text AS data, event.created_at, event.traceparent,
     endpoint.account_id, endpoint.url, endpoint.sealed_secret, endpoint.previous
   FROM claimed c JOIN outbox_events event ON event.id = c.event_id CROSS JOIN endpoint`,
);
