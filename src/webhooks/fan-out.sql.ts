import { statement } from '../database/database.service.js';
import { MARK_RELAYED, WAITING_EVENTS } from '../events/outbox.sql.js';

/** The id of an event's delivery to an endpoint, of which there is never more than one. @param event, endpoint SQL of their ids */
export function deliveryId(event: string, endpoint: string): string {
  return `'del_' || substr(${event}, 5) || '_' || substr(${endpoint}, 5)`;
}

/**
 * Fans waiting events out: one delivery for each endpoint of the account that wants the type, and one for the endpoint
 * the event names, if any; made in the same statement that marks the event. Claimed by state, never by "id greater than": ids are taken before their commit.
 * No endpoint is told that it was disabled itself. A paused endpoint's deliveries are made and wait; a disabled one's are not, a replay makes them.
 * $1 how many events.
 */
export const relayEvents = statement(
  'webhooks.relay-events',
  `WITH ${WAITING_EVENTS},
   receivers AS (
     SELECT w.id AS event_id, e.id, e.account_id
     FROM waiting w JOIN webhook_endpoints e ON e.account_id = w.account_id AND e.disabled_at IS NULL
       AND NOT e.for_batches AND (cardinality(e.events) = 0 OR w.type = ANY(e.events))
       AND (w.type <> 'webhook.disabled' OR w.data ->> 'id' <> e.id)
     UNION ALL
     SELECT w.id, e.id, e.account_id
     FROM waiting w JOIN webhook_endpoints e ON e.id = w.endpoint_id AND e.disabled_at IS NULL
   ),
   fanned AS (
     INSERT INTO webhook_deliveries (id, account_id, event_id, endpoint_id)
     SELECT ${deliveryId('event_id', 'id')}, account_id, event_id, id FROM receivers
     ON CONFLICT (event_id, endpoint_id) DO NOTHING
   )
   ${MARK_RELAYED}`,
);
