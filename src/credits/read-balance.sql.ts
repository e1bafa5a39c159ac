import { statement } from '../database/database.service.js';
import { grantedAt } from './periods.sql.js';

const FIGURES = `*, period_end <= credit_clock() AS over,
    ${grantedAt('credit_balances', 'compression', 'credit_clock()')} AS compression_granted,
    ${grantedAt('credit_balances', 'ai', 'credit_clock()')} AS ai_granted`;

/** One read by primary key. $1 account. Answers a `BalanceRow`. */
export const readBalance = statement(
  'credits.read-balance',
  `SELECT ${FIGURES} FROM credit_balances WHERE account_id = $1`,
);

/**
 * Accounts whose row changed since the last `usage.updated`, at most one event a minute each. Read without an index:
 * one on a counter would cost every reservation more than a scan of one short row an account costs now and then.
 * $1 how many.
 */
export const takeUnannounced = statement(
  'credits.take-unannounced',
  `UPDATE credit_balances SET announced_seq = seq, announced_at = clock_timestamp()
   WHERE account_id IN (SELECT account_id FROM credit_balances
     WHERE announced_seq < seq AND (announced_at IS NULL OR announced_at < clock_timestamp() - interval '1 minute')
     LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED)
   RETURNING ${FIGURES}`,
);
