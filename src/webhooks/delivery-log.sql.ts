import { statement } from '../database/database.service.js';
import { deliveryId } from './fan-out.sql.js';

/** Of an event that goes to this endpoint alone, so that there is nothing to fan out. $1 event, $2 account, $3 endpoint. */
export const insertTestDelivery = statement(
  'webhooks.insert-test-delivery',
  `INSERT INTO webhook_deliveries (id, account_id, event_id, endpoint_id)
   VALUES (${deliveryId('$1', '$3')}, $2, $1, $3) RETURNING id`,
);

/** $1 delivery, $2 account. */
export const readDelivery = statement(
  'webhooks.read-delivery',
  'SELECT endpoint_id, event_id FROM webhook_deliveries WHERE id = $1 AND account_id = $2',
);

/** An attempt under way is left alone: sending it beside itself is what its lease is against. */
const NOT_UNDER_WAY = '(lease_until IS NULL OR lease_until < clock_timestamp())';

/** Sends one anew: at once, and with all retries before it. $1 delivery, $2 account. */
export const resendDelivery = statement(
  'webhooks.resend-delivery',
  `UPDATE webhook_deliveries SET status = 'pending', next_at = clock_timestamp(), lease_until = NULL, attempts_before = attempts
   WHERE id = $1 AND account_id = $2 AND ${NOT_UNDER_WAY}`,
);

/**
 * Sends an endpoint anew what it wants of the events since a time, oldest first: those it has a delivery of become due
 * now, also when a retry was hours away; for the others (it was disabled, or not there yet) one is made. What is due or under
 * way already is left as it is, so a replay that is asked for twice sends nothing twice.
 * Ids of events begin with the time they were made at, so the index by id finds them; the clocks of two machines may
 * differ by less than what $4 allows.
 * $1 endpoint, $2 account, $3 since, $4 the least id an event of that time can have, $5 how many, $6 only undelivered
 * ones, $7 a type that is no part of it. Answers each event's time and whether it was set on its way.
 */
export const replayEvents = statement(
  'webhooks.replay-events',
  `WITH endpoint AS (
     SELECT id, account_id, events FROM webhook_endpoints
     WHERE id = $1 AND account_id = $2 AND NOT for_batches
   ),
   wanted AS (
     SELECT v.id, v.created_at, endpoint.id AS endpoint_id, endpoint.account_id
     FROM endpoint JOIN outbox_events v ON v.account_id = endpoint.account_id
     WHERE v.id >= $4 AND v.created_at >= $3 AND v.relayed_at IS NOT NULL AND v.type <> $7
       AND (cardinality(endpoint.events) = 0 OR v.type = ANY(endpoint.events))
       AND (v.type <> 'webhook.disabled' OR v.data ->> 'id' <> endpoint.id)
       AND NOT ($6 AND EXISTS (SELECT FROM webhook_deliveries d
         WHERE d.event_id = v.id AND d.endpoint_id = endpoint.id AND d.status = 'delivered'))
     ORDER BY v.created_at, v.id LIMIT $5
   ),
   sent AS (
     INSERT INTO webhook_deliveries AS d (id, account_id, event_id, endpoint_id)
     SELECT ${deliveryId('id', 'endpoint_id')}, account_id, id, endpoint_id FROM wanted
     ON CONFLICT (event_id, endpoint_id) DO UPDATE
       SET status = 'pending', next_at = clock_timestamp(), lease_until = NULL, attempts_before = d.attempts
       WHERE d.status <> 'pending' OR d.next_at > clock_timestamp()
     RETURNING event_id
   )
   SELECT count(*) AS found, (SELECT count(*) FROM sent) AS sent, max(created_at) AS last_at FROM wanted`,
);
