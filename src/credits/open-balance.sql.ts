import { statement } from '../database/database.service.js';
import { ALLOWANCE_COLUMNS } from './allowance-entries.sql.js';
import { periodNumber, periodStart, planLimit } from './periods.sql.js';

/**
 * $1 account, $2 anchor, $3 catalogue, $4 who opens it. The row exists from the account's first moment: there is always one
 * to lock.
 */
export const openBalance = statement(
  'credits.open-balance',
  `
  WITH opened AS (
    SELECT a.id, a.plan, $2::timestamptz AS anchor, ${periodNumber('$2::timestamptz', 'credit_clock()')} AS n,
      ${planLimit('$3', 'a.plan', 'compressions')} AS compression, ${planLimit('$3', 'a.plan', 'ai')} AS ai
    FROM accounts a WHERE a.id = $1
  ),
  entered AS (
    INSERT INTO credit_ledger (${ALLOWANCE_COLUMNS})
    SELECT id, 'allowance', bucket, coalesce(credit_limit, 0), n, plan, credit_limit, $4, 'account_opened'
    FROM opened, LATERAL (VALUES ('compression', compression), ('ai', ai)) AS part(bucket, credit_limit)
  )
  INSERT INTO credit_balances (account_id, plan, anchor, period_no, period_start, period_end, compression_limit,
    compression_monthly, ai_limit, ai_monthly)
  SELECT id, plan, anchor, n, ${periodStart('anchor', 'n')}, ${periodStart('anchor', 'n + 1')}, compression, compression, ai, ai
  FROM opened`,
);
