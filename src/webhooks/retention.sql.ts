import { statement } from '../database/database.service.js';
import { deleteRelayed } from '../events/outbox.sql.js';

/**
 * Deliveries of old events, with their attempts, once these are old too: an event may have been resent or replayed late.
 * One that still waits is kept, unless it has waited as long: its endpoint is paused or disabled, and nobody has cared.
 * $1 the least id that is kept, $2 how many, $3 days.
 */
export const deleteOldDeliveries = statement(
  'webhooks.delete-old-deliveries',
  `DELETE FROM webhook_deliveries WHERE id IN (
     SELECT id FROM webhook_deliveries d
     WHERE id < $1 AND (status <> 'pending' OR next_at < clock_timestamp() - make_interval(days => $3))
       AND NOT EXISTS (SELECT FROM webhook_attempts a
         WHERE a.delivery_id = d.id AND a.started_at >= clock_timestamp() - make_interval(days => $3))
     ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Old events that were fanned out and have no delivery left. Those of batches stay. $1 the least id that is kept, $2 how many. */
export const deleteOldEvents = statement(
  'webhooks.delete-old-events',
  deleteRelayed('SELECT FROM webhook_deliveries d WHERE d.event_id = v.id'),
);

/** A secret that signs nothing any more is not kept. */
export const forgetPreviousSecrets = statement(
  'webhooks.forget-previous-secrets',
  `UPDATE webhook_endpoints SET previous_sealed_secret = NULL, previous_secret_until = NULL
   WHERE previous_secret_until <= clock_timestamp()`,
);
