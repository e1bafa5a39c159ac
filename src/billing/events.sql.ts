import { statement } from '../database/database.service.js';

/** An event as it is handled. */
export interface EventRow {
  id: string;
  type: string;
  customer_id: string | null;
  payment_intent_id: string | null;
  session_id: string | null;
  attempts: number;
}

export type Outcome = 'applied' | 'unchanged' | 'ignored' | 'unknown_customer';

/** No row when it was stored before. $1 id, $2 type, $3 customer, $4 payment, $5 session, $6 source, $7 made at. */
export const storeEvent = statement(
  'billing.store-event',
  `INSERT INTO stripe_events (id, type, customer_id, payment_intent_id, session_id, source, created_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`,
);

/** $1 id. */
export const readWaitingEvent = statement(
  'billing.read-waiting-event',
  `SELECT id, type, customer_id, payment_intent_id, session_id, attempts FROM stripe_events
   WHERE id = $1 AND handled_at IS NULL`,
);

/** Others of a customer that wait and have not failed, in the order they came. $1 customer, $2 the one they wait beside, $3 how many. */
export const readWaitingBeside = statement(
  'billing.read-waiting-beside',
  `SELECT id, type, customer_id, payment_intent_id, session_id, attempts FROM stripe_events
   WHERE customer_id = $1 AND id <> $2 AND handled_at IS NULL AND attempts = 0 ORDER BY received_at, id LIMIT $3`,
);

/** Part of the transaction that puts the events' consequences in force: nobody else can. $1 ids, $2 outcome, $3 account. */
export const endEvents = statement(
  'billing.end-events',
  `UPDATE stripe_events SET handled_at = clock_timestamp(), outcome = $2, account_id = $3, error = NULL
   WHERE id = ANY ($1) AND handled_at IS NULL RETURNING id`,
);

/** Waits before it is tried again: 5 s, doubled each time, an hour at most. $1 id, $2 what went wrong. */
export const postponeEvent = statement(
  'billing.postpone-event',
  `UPDATE stripe_events SET attempts = attempts + 1, error = $2,
     next_at = clock_timestamp() + least(interval '1 hour', interval '5 seconds' * 2 ^ least(attempts, 12))
   WHERE id = $1 AND handled_at IS NULL`,
);

/** Events that wait and are not in Redis, or were lost there. $1 how many, $2 seconds until one counts as lost. */
export const offerEvents = statement(
  'billing.offer-events',
  `UPDATE stripe_events SET offered_at = clock_timestamp()
   WHERE id IN (SELECT id FROM stripe_events
     WHERE handled_at IS NULL AND next_at <= clock_timestamp()
       AND (offered_at IS NULL OR offered_at < next_at OR offered_at < clock_timestamp() - make_interval(secs => $2))
     ORDER BY next_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Events that were handled long ago; Stripe repeats none as old. $1 how many. */
export const forgetEvents = statement(
  'billing.forget-events',
  `DELETE FROM stripe_events WHERE id IN (
     SELECT id FROM stripe_events WHERE handled_at IS NOT NULL AND received_at < clock_timestamp() - interval '60 days'
     ORDER BY received_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/** Events that wait, those of them that failed before, and those of customers that no account has. */
export const countEvents = statement(
  'billing.count-events',
  `SELECT count(*) FILTER (WHERE handled_at IS NULL) AS waiting,
     count(*) FILTER (WHERE handled_at IS NULL AND attempts > 0) AS failing,
     count(*) FILTER (WHERE outcome = 'unknown_customer') AS unknown
   FROM stripe_events WHERE handled_at IS NULL OR outcome = 'unknown_customer'`,
);
