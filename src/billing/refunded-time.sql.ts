import { statement } from '../database/database.service.js';

/**
 * Notes what Stripe gave back, each invoice once; answers those that were not known. $1 account, $2 invoices, $3 subscriptions,
 * $4 amounts, $5 currencies, $6 when they were made.
 */
export const noteRefundedTime = statement(
  'billing.note-refunded-time',
  `INSERT INTO billing_refunded_time (account_id, invoice_id, subscription_id, amount, currency, created_at)
   SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::text[], $6::timestamptz[])
   ON CONFLICT (invoice_id) DO NOTHING
   RETURNING invoice_id`,
);
