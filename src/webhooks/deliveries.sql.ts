import { statement } from '../database/database.service.js';

/**
 * Fans waiting events out: one delivery for each endpoint of the account that wants the type, and one for the endpoint
 * the event names, if any; made in the same statement that marks the event. Claimed by state, never by "id greater than": ids are taken before their commit.
 * $1 how many events.
 */
export const relayEvents = statement(
  'webhooks.relay-events',
  `WITH waiting AS (
     SELECT id, account_id, type, endpoint_id FROM outbox_events WHERE relayed_at IS NULL
     ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
   ),
   receivers AS (
     SELECT w.id AS event_id, e.id, e.account_id
     FROM waiting w JOIN webhook_endpoints e ON e.account_id = w.account_id AND e.disabled_at IS NULL
       AND NOT e.for_batches AND (cardinality(e.events) = 0 OR w.type = ANY(e.events))
     UNION ALL
     SELECT w.id, e.id, e.account_id
     FROM waiting w JOIN webhook_endpoints e ON e.id = w.endpoint_id AND e.disabled_at IS NULL
   ),
   fanned AS (
     INSERT INTO webhook_deliveries (id, account_id, event_id, endpoint_id)
     SELECT 'del_' || substr(event_id, 5) || '_' || substr(id, 5), account_id, event_id, id FROM receivers
     ON CONFLICT (event_id, endpoint_id) DO NOTHING
   )
   UPDATE outbox_events SET relayed_at = clock_timestamp() WHERE id IN (SELECT id FROM waiting)
   RETURNING id`,
);

/**
 * Deliveries whose time has come, leased while they wait in Redis and are sent. A lease that runs out (Redis lost the
 * id, the worker died) makes them due again. $1 how many, $2 lease in seconds.
 */
export const leaseDueDeliveries = statement(
  'webhooks.lease-due-deliveries',
  `UPDATE webhook_deliveries SET lease_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id IN (SELECT id FROM webhook_deliveries
     WHERE status = 'pending' AND next_at <= clock_timestamp()
       AND (lease_until IS NULL OR lease_until < clock_timestamp())
     ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Begins an attempt; finds nothing when it is not due any more. The attempt number is the claim. $1 delivery, $2 lease. */
export const claimDelivery = statement(
  'webhooks.claim-delivery',
  `UPDATE webhook_deliveries d SET attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => $2),
     lease_until = clock_timestamp() + make_interval(secs => $2)
   FROM outbox_events event, webhook_endpoints endpoint
   WHERE d.id = $1 AND d.status = 'pending' AND d.next_at <= clock_timestamp()
     AND event.id = d.event_id AND endpoint.id = d.endpoint_id AND endpoint.disabled_at IS NULL
   RETURNING d.id, d.attempts, event.id AS event_id, event.type, event.data, event.created_at, endpoint.url,
     endpoint.sealed_secret`,
);

/**
 * Ends an attempt: delivered, to be tried again after $5 seconds, or (null) given up.
 * $1 delivery, $2 attempt, $3 the receiver's status, $4 error, $6 delivered.
 */
export const endAttempt = statement(
  'webhooks.end-attempt',
  `UPDATE webhook_deliveries SET lease_until = NULL, response_status = $3, error = $4,
     status = CASE WHEN $6 THEN 'delivered' WHEN $5::float8 IS NULL THEN 'failed' ELSE 'pending' END,
     next_at = clock_timestamp() + make_interval(secs => coalesce($5::float8, 0)),
     delivered_at = CASE WHEN $6 THEN clock_timestamp() END
   WHERE id = $1 AND attempts = $2 AND status = 'pending'`,
);
