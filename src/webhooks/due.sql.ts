import { statement } from '../database/database.service.js';
import { WAITING_ENDPOINTS } from './turns.sql.js';

/** Ages in seconds; 0 when nothing waits. */
export interface Due {
  oldest_event: number;
  oldest_message: number;
}

/**
 * Of messages only those that could be sent now: not behind a breaker, to a paused or a disabled endpoint, or on their way.
 * Looks at the first that is due of each endpoint.
 */
export const readDue = statement(
  'webhooks.read-due',
  `WITH RECURSIVE ${WAITING_ENDPOINTS},
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
