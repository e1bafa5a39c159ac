import { statement, type Statement } from '../database/database.service.js';
import { periodNumber, periodStart, planLimit } from './periods.sql.js';

/**
 * Closes every period that is over and opens the one that holds the present. Missed rolls are caught up in one go with
 * the same rows as if each had come on time: the periods in between were empty. Work still held for a closed period
 * moves with its row and settles there; the new period starts from zero. Top-ups are not touched.
 */
function roll(name: string, whichAccounts: string, catalogue: string): Statement {
  return statement(
    name,
    `
    WITH due AS (${whichAccounts}),
    next AS (
      SELECT due.*, a.plan AS next_plan, ${periodNumber('due.anchor', 'credit_clock()')} AS next_no
      FROM due JOIN accounts a ON a.id = due.account_id
    ),
    closed AS (
      INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_limit,
        compression_used, compression_reserved, ai_limit, ai_used, ai_reserved)
      SELECT account_id, n, ${periodStart('anchor', 'n')}, ${periodStart('anchor', 'n + 1')}, plan, compression_limit,
        CASE WHEN n = period_no THEN compression_used ELSE 0 END,
        CASE WHEN n = period_no THEN compression_reserved ELSE 0 END, ai_limit,
        CASE WHEN n = period_no THEN ai_used ELSE 0 END,
        CASE WHEN n = period_no THEN ai_reserved ELSE 0 END
      FROM next, generate_series(period_no, next_no - 1) AS n
    )
    UPDATE credit_balances b SET
      plan = next_plan, period_no = next_no,
      period_start = ${periodStart('b.anchor', 'next_no')}, period_end = ${periodStart('b.anchor', 'next_no + 1')},
      compression_limit = ${planLimit(catalogue, 'next_plan', 'compressions')},
      compression_used = 0, compression_reserved = 0,
      ai_limit = ${planLimit(catalogue, 'next_plan', 'ai')}, ai_used = 0, ai_reserved = 0,
      seq = b.seq + 1
    FROM next WHERE b.account_id = next.account_id AND next.next_no > next.period_no
    RETURNING b.account_id`,
  );
}

/** $1 account, $2 catalogue. Waits for the row; rolls nothing if somebody else just did. */
export const rollAccount = roll(
  'credits.roll-account',
  `SELECT * FROM credit_balances WHERE account_id = $1 AND period_end <= credit_clock() FOR NO KEY UPDATE`,
  '$2',
);

/** $1 how many accounts at most, $2 catalogue. Rows that are locked are left for the next round. */
export const rollDueAccounts = roll(
  'credits.roll-due-accounts',
  `SELECT * FROM credit_balances WHERE period_end <= credit_clock()
   ORDER BY period_end LIMIT $1 FOR NO KEY UPDATE SKIP LOCKED`,
  '$2',
);
