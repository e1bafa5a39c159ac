import { statement } from '../database/database.service.js';

/** A purchase that was begun. */
export interface CheckoutRow {
  id: string;
  account_id: string;
  intent: string;
  choice: string;
  price_id: string;
  session_id: string | null;
  url: string | null;
  status: 'creating' | 'open' | 'processing' | 'done' | 'expired';
  /** So long ago that Stripe may have forgotten its idempotency key. */
  stale: boolean;
}

/** Waits for somebody who begins the same; then theirs is the one. $1 id, $2 account, $3 intent, $4 choice, $5 price. */
export const beginCheckout = statement(
  'billing.begin-checkout',
  `INSERT INTO billing_checkouts (id, account_id, intent, choice, price_id) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (account_id, intent) WHERE status IN ('creating', 'open') DO NOTHING`,
);

/** $1 account, $2 intent. */
export const readOpenCheckout = statement(
  'billing.read-open-checkout',
  `SELECT *, created_at < clock_timestamp() - interval '20 hours' AS stale FROM billing_checkouts
   WHERE account_id = $1 AND intent = $2 AND status IN ('creating', 'open')`,
);

/** No row when another choice has put it away meanwhile. $1 id, $2 session, $3 address. */
export const openCheckout = statement(
  'billing.open-checkout',
  `UPDATE billing_checkouts SET session_id = $2, url = $3, status = 'open'
   WHERE id = $1 AND status IN ('creating', 'open') RETURNING id`,
);

/** What became of a session. $1 account, $2 session, $3 status. */
export const endCheckout = statement(
  'billing.end-checkout',
  `UPDATE billing_checkouts SET status = $3,
     ended_at = CASE WHEN $3 IN ('done', 'expired') THEN clock_timestamp() END
   WHERE account_id = $1 AND session_id = $2 AND ended_at IS NULL`,
);

/** One that will not be used, unless it got a session that was not known when it was read. $1 id, $2 its session or null. */
export const dropCheckout = statement(
  'billing.drop-checkout',
  `UPDATE billing_checkouts SET status = 'expired', ended_at = clock_timestamp()
   WHERE id = $1 AND ended_at IS NULL AND session_id IS NOT DISTINCT FROM $2`,
);

/** Purchases that have not ended after ten minutes. $1 behind this id, $2 how many. */
export const lingeringCheckouts = statement(
  'billing.lingering-checkouts',
  `SELECT id, account_id, session_id FROM billing_checkouts
   WHERE ended_at IS NULL AND session_id IS NOT NULL AND id > $1 AND created_at < clock_timestamp() - interval '10 minutes'
   ORDER BY id LIMIT $2`,
);

/** Purchases that got no session: their process died, and nobody asked again for a day. */
export const dropUnopened = statement(
  'billing.drop-unopened',
  `UPDATE billing_checkouts SET status = 'expired', ended_at = clock_timestamp()
   WHERE status = 'creating' AND created_at < clock_timestamp() - interval '1 day'`,
);
