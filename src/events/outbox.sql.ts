import { statement } from '../database/database.service.js';

/** $1 ids, $2 accounts, $3 types, $4 data, $5 endpoints, of all of them $6 the trace. */
export const appendEvents = statement(
  'events.append',
  `INSERT INTO outbox_events (id, account_id, type, data, endpoint_id, traceparent)
   SELECT *, $6::text FROM unnest($1::text[], $2::text[], $3::text[], $4::json[], $5::text[])`,
);

/** $1 id, $2 account, $3 type, $4 endpoint. */
export const appendRelayed = statement(
  'events.append-relayed',
  `INSERT INTO outbox_events (id, account_id, type, data, endpoint_id, relayed_at)
   VALUES ($1, $2, $3, '{}', $4, clock_timestamp())`,
);

/*
 * Parts of the statements that fan events out and forget them. What is done with the deliveries stands in the same statement:
 * it runs several times a second, and no crash can come in between.
 */

/** `waiting`, of a WITH: the oldest events that have not been fanned out, locked. $1 how many. */
export const WAITING_EVENTS = `waiting AS (
     SELECT id, account_id, type, data, endpoint_id FROM outbox_events WHERE relayed_at IS NULL
     ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
   )`;

/** Marks what is `waiting` as fanned out. */
export const MARK_RELAYED = `UPDATE outbox_events SET relayed_at = clock_timestamp() WHERE id IN (SELECT id FROM waiting)
   RETURNING id`;

/**
 * Deletes events that were fanned out, but for those of batches. $1 the least id that is kept, $2 how many.
 * @param uses SQL: rows that still need the event `v`
 */
export function deleteRelayed(uses: string): string {
  return `DELETE FROM outbox_events WHERE id IN (
     SELECT v.id FROM outbox_events v
     WHERE v.type NOT LIKE 'batch.%' AND v.id < $1 AND v.relayed_at IS NOT NULL AND NOT EXISTS (${uses})
     ORDER BY v.id LIMIT $2 FOR UPDATE SKIP LOCKED)
   RETURNING id`;
}
