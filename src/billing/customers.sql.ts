import { statement } from '../database/database.service.js';
import { notAtFault } from '../faults/faults.sql.js';

/** An account at Stripe. */
export interface CustomerRow {
  account_id: string;
  customer_id: string | null;
  version: number;
  status: string | null;
  terms: object | null;
}

/** $1 account. */
export const openCustomer = statement(
  'billing.open-customer',
  'INSERT INTO billing_customers (account_id) VALUES ($1) ON CONFLICT (account_id) DO NOTHING',
);

/** Two callers made the same customer: the second changes nothing. $1 account, $2 customer. */
export const keepCustomer = statement(
  'billing.keep-customer',
  'UPDATE billing_customers SET customer_id = $2 WHERE account_id = $1 AND customer_id IS NULL',
);

/** $1 account. */
export const readCustomer = statement(
  'billing.read-customer',
  'SELECT account_id, customer_id, version, status, terms FROM billing_customers WHERE account_id = $1',
);

/** $1 customer. */
export const accountOfCustomer = statement(
  'billing.account-of-customer',
  'SELECT account_id FROM billing_customers WHERE customer_id = $1',
);

/** The first lock of everything that is put in force: before the balance, and that before the account. $1 account. */
export const lockCustomer = statement(
  'billing.lock-customer',
  `SELECT account_id, customer_id, version, status, terms, credit_clock() AS now FROM billing_customers
   WHERE account_id = $1 FOR NO KEY UPDATE`,
);

/**
 * What was put in force. $1 account, $2 whether the subscriptions were fetched, $3 subscription, $4 its status, $5 terms,
 * $6 when Stripe is to be asked again.
 */
export const advanceCustomer = statement(
  'billing.advance-customer',
  `UPDATE billing_customers SET version = version + 1,
     subscription_id = CASE WHEN $2 THEN $3 ELSE subscription_id END, status = CASE WHEN $2 THEN $4 ELSE status END,
     terms = CASE WHEN $2 THEN $5::json ELSE terms END,
     renews_at = CASE WHEN $2 THEN $6::timestamptz ELSE renews_at END,
     synced_at = CASE WHEN $2 THEN clock_timestamp() ELSE synced_at END
   WHERE account_id = $1`,
);

/**
 * Customers whose paid time is over, or whose invoice is open: Stripe is asked what became of it. Taken for 15 minutes;
 * what is heard until then sets the next time. $1 how many.
 */
export const takeRenewing = statement(
  'billing.take-renewing',
  `UPDATE billing_customers SET renews_at = credit_clock() + interval '15 minutes'
   WHERE account_id IN (SELECT account_id FROM billing_customers
     WHERE renews_at <= credit_clock() AND customer_id IS NOT NULL
     ORDER BY renews_at LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
   RETURNING account_id`,
);

/** Those that were not looked at for the longest time. $1 looked at before this, $2 how many. */
export const staleCustomers = statement(
  'billing.stale-customers',
  `SELECT account_id AS id, account_id FROM billing_customers c
   WHERE customer_id IS NOT NULL AND ${notAtFault('reconcile', 'c.account_id')} AND (synced_at IS NULL OR synced_at < $1)
   ORDER BY synced_at NULLS FIRST, account_id LIMIT $2`,
);

/** The clock that credits are decided by. */
export const readClock = statement('billing.read-clock', 'SELECT credit_clock() AS now, clock_timestamp() AS real');
