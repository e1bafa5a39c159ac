import { statement } from '../database/database.service.js';

/** `waiting`, of a WITH RECURSIVE: endpoints with something to send. Walks the index from one to the next, whatever each has. */
export const WAITING_ENDPOINTS = `waiting AS (
     (SELECT endpoint_id FROM webhook_deliveries WHERE status = 'pending' ORDER BY endpoint_id LIMIT 1)
     UNION ALL
     SELECT (SELECT d.endpoint_id FROM webhook_deliveries d
             WHERE d.status = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
     FROM waiting w WHERE w.endpoint_id IS NOT NULL
   )`;

/**
 * Endpoints with something to send and nobody who does, offered to the workers for $2 seconds. An offer that gets lost
 * (Redis was flushed, the worker died) is made again when its time is over. What is paused, disabled or waits behind its breaker
 * is not looked into. A backlog of one endpoint costs no more than a single delivery.
 * An account has $3 turns and offers at most, so that one that names hundreds of addresses which hang leaves room to others.
 * $1 how many.
 */
export const offerTurns = statement(
  'webhooks.offer-turns',
  `WITH RECURSIVE ${WAITING_ENDPOINTS},
   due AS (
     SELECT e.id, e.account_id, row_number() OVER (PARTITION BY e.account_id ORDER BY e.id) AS place FROM waiting w JOIN webhook_endpoints e ON e.id = w.endpoint_id
     WHERE e.paused_at IS NULL AND e.disabled_at IS NULL
       AND (e.resume_at IS NULL OR e.resume_at <= clock_timestamp())
       AND (e.turn_until IS NULL OR e.turn_until < clock_timestamp())
       AND EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.status = 'pending'
         AND d.next_at <= clock_timestamp() AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp()))
   ),
   served AS (
     SELECT account_id, count(*) FROM webhook_endpoints
     WHERE account_id IN (SELECT account_id FROM due) AND turn_until >= clock_timestamp() GROUP BY account_id
   ),
   chosen AS (
     SELECT e.id FROM due JOIN webhook_endpoints e ON e.id = due.id LEFT JOIN served ON served.account_id = due.account_id
     WHERE due.place + coalesce(served.count, 0) <= $3 AND (e.turn_until IS NULL OR e.turn_until < clock_timestamp())
     LIMIT $1 FOR NO KEY UPDATE OF e SKIP LOCKED
   )
   UPDATE webhook_endpoints SET turn_owner = NULL, turn_until = clock_timestamp() + make_interval(secs => $2)
   WHERE id IN (SELECT id FROM chosen) RETURNING id`,
);

/** Takes or keeps the turn at an endpoint; finds nothing while another has it. $1 endpoint, $2 owner, $3 seconds. */
export const takeTurn = statement(
  'webhooks.take-turn',
  `UPDATE webhook_endpoints SET turn_owner = $2, turn_until = clock_timestamp() + make_interval(secs => $3)
   WHERE id = $1 AND (turn_owner IS NULL OR turn_owner = $2 OR turn_until < clock_timestamp())
   RETURNING id`,
);

/** $1 endpoint, $2 owner. */
export const endTurn = statement(
  'webhooks.end-turn',
  'UPDATE webhook_endpoints SET turn_owner = NULL, turn_until = NULL WHERE id = $1 AND turn_owner = $2',
);
