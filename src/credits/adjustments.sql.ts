import { statement } from '../database/database.service.js';
import { alertStep } from './alerts.sql.js';
import type { Kind } from './periods.sql.js';

/** What is entered under a reference of an account: an adjustment, or an entry of a top-up. */
export interface ReferencedEntry {
  entry: 'add' | 'deduct' | 'grant' | 'reverse' | 'reinstate';
  bucket: Kind | 'topup';
  amount: number;
  actor: string | null;
  reason: string | null;
  created_at: Date;
}

/** The adjustment with a reference first, if there is one. $1 account, $2 reference. */
export const readReferenced = statement(
  'credits.read-referenced',
  `SELECT entry, bucket, amount, actor, reason, created_at FROM credit_ledger
   WHERE account_id = $1 AND entry = ANY('{add,deduct,grant,reverse,reinstate}') AND reference = $2
   ORDER BY entry LIMIT 1`,
);

const columns = (kind: Kind) => {
  const adjusted = `b.${kind}_adjusted + CASE bucket WHEN '${kind}' THEN $3::bigint ELSE 0 END`;
  const taken = `(b.${kind}_carried + b.${kind}_used + b.${kind}_reserved)`;
  return `${kind}_adjusted = ${adjusted},
      ${kind}_alert = least(b.${kind}_alert, ${alertStep('b', taken, `(b.${kind}_limit + ${adjusted})`)})`;
};

/**
 * Adds to what the running period grants, or takes of it. Answers nothing when that is unlimited. The row is locked and rolled
 * before, and nothing has the reference. $1 account, $2 `compression` or `ai`, $3 credits, below zero: taken; $4 reference,
 * $5 who does it, $6 why.
 */
export const adjustCredits = statement(
  'credits.adjust',
  `
  WITH entered AS (
    INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no, reference, actor, reason)
    SELECT account_id, CASE WHEN $3::bigint > 0 THEN 'add' ELSE 'deduct' END, $2, abs($3::bigint), period_no, $4, $5, $6
    FROM credit_balances
    WHERE account_id = $1 AND CASE $2 WHEN 'ai' THEN ai_limit ELSE compression_limit END IS NOT NULL
    RETURNING account_id, bucket, created_at
  )
  UPDATE credit_balances b SET
    ${columns('compression')},
    ${columns('ai')},
    seq = b.seq + 1
  FROM entered WHERE b.account_id = entered.account_id
  RETURNING b.seq, entered.created_at`,
);
