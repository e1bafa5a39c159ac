import { statement } from '../database/database.service.js';

/** What the account's row said to a reservation; the amounts available are those before it. */
export interface ReserveVerdict {
  verdict: 'reserved' | 'period_over' | 'compression_short' | 'ai_short';
  compression_available: number | null;
  ai_available: number | null;
}

/**
 * Reserve in one round trip: lock the account's row, read the clock behind the lock, decide, write. Both kinds or
 * none; plan credits first, top-ups for the rest. Values that several statements changed while this one waited for the
 * lock are read anew by PostgreSQL once it has it.
 *
 * $1 account, $2 reservation id, $3 batch, $4 compression credits, $5 AI credits.
 * Measured on one hot account with 32 clients: 469 reservations/s this way, 139 in an interactive transaction.
 */
export const reserveCredits = statement(
  'credits.reserve',
  `
  WITH locked AS (
    SELECT * FROM credit_balances WHERE account_id = $1 FOR NO KEY UPDATE
  ),
  priced AS (
    SELECT locked.*, credit_clock() AS at,
      -- unlimited: whatever is asked is available
      CASE WHEN compression_limit IS NULL THEN $4::bigint
           ELSE greatest(0, compression_limit - compression_used - compression_reserved) END AS compression_left,
      CASE WHEN ai_limit IS NULL THEN $5::bigint
           ELSE greatest(0, ai_limit - ai_used - ai_reserved) END AS ai_plan_left,
      topup_balance - topup_reserved AS topup_left
    FROM locked
  ),
  decided AS (
    SELECT priced.*, least($5::bigint, ai_plan_left) AS from_plan, $5::bigint - least($5::bigint, ai_plan_left) AS from_topup,
      CASE WHEN at >= period_end THEN 'period_over'
           WHEN $4::bigint > compression_left THEN 'compression_short'
           WHEN $5::bigint > ai_plan_left + topup_left THEN 'ai_short'
           ELSE 'reserved' END AS verdict
    FROM priced
  ),
  granted AS (SELECT * FROM decided WHERE verdict = 'reserved'),
  reservation AS (
    INSERT INTO reservations (id, account_id, batch_id, period_no, compression, ai_plan, ai_topup)
    SELECT $2, account_id, $3, period_no, $4::bigint, from_plan, from_topup FROM granted
  ),
  moved AS (
    UPDATE credit_balances b SET
      compression_reserved = b.compression_reserved + $4::bigint,
      ai_reserved = b.ai_reserved + granted.from_plan,
      topup_reserved = b.topup_reserved + granted.from_topup,
      seq = b.seq + 1
    FROM granted WHERE b.account_id = granted.account_id
  ),
  entered AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, batch_id)
    SELECT account_id, 'reserve', bucket, amount, period_no, $3
    FROM granted, LATERAL (VALUES ('compression', $4::bigint), ('ai', from_plan), ('topup', from_topup)) AS part(bucket, amount)
    WHERE amount > 0
  )
  SELECT verdict,
    CASE WHEN compression_limit IS NOT NULL THEN compression_left END AS compression_available,
    CASE WHEN ai_limit IS NOT NULL THEN ai_plan_left + topup_left END AS ai_available
  FROM decided`,
);
