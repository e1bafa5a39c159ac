import { statement } from '../database/database.service.js';

/** $1 account, $2 AI credits, $3 reference. A reference that was granted before changes nothing and answers no row. */
export const grantTopup = statement(
  'credits.grant-topup',
  `
  WITH locked AS (SELECT account_id, period_no FROM credit_balances WHERE account_id = $1 FOR NO KEY UPDATE),
  entered AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, reference)
    SELECT account_id, 'grant', 'topup', $2::bigint, period_no, $3 FROM locked
    ON CONFLICT (account_id, reference) WHERE entry = 'grant' DO NOTHING
    RETURNING account_id
  )
  UPDATE credit_balances b SET topup_balance = b.topup_balance + $2::bigint, seq = b.seq + 1
  FROM entered WHERE b.account_id = entered.account_id
  RETURNING b.topup_balance`,
);
