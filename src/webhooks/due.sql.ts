import { statement } from '../database/database.service.js';

/** Ages in seconds; 0 when nothing waits. */
export interface Due {
  oldest_event: number;
  oldest_message: number;
}

/**
 * Of messages only those that could be sent now: not behind a breaker, to a paused or a disabled endpoint, or on their way.
 * Walks from endpoint to endpoint as `offerTurns` does, and looks at the first that is due of each.
 */
export const readDue = statement(
  'webhooks.read-due',
  `WITH RECURSIVE waiting AS (
     (SELECT endpoint_id FROM webhook_deliveries WHERE status = 'pending' ORDER BY endpoint_id LIMIT 1)
     UNION ALL
     SELECT (SELECT d.endpoint_id FROM webhook_deliveries d
             WHERE d.status = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
     FROM waiting w WHERE w.endpoint_id IS NOT NULL
   ),
   due AS (
     SELECT (SELECT d.next_at FROM webhook_deliveries d
             WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.lease_until IS NULL ORDER BY d.next_at LIMIT 1) AS next_at
     FROM waiting w JOIN webhook_endpoints e ON e.id = w.endpoint_id
     WHERE e.paused_at IS NULL AND e.disabled_at IS NULL AND (e.resume_at IS NULL OR e.resume_at <= clock_timestamp())
   )
   SELECT coalesce(greatest(0, extract(epoch FROM clock_timestamp() - (
       SELECT created_at FROM outbox_events WHERE relayed_at IS NULL ORDER BY id LIMIT 1))), 0)::float8 AS oldest_event,
     coalesce(greatest(0, extract(epoch FROM clock_timestamp() - (SELECT min(next_at) FROM due))), 0)::float8 AS oldest_message`,
);
