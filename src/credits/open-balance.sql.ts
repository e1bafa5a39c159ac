import { statement } from '../database/database.service.js';
import { periodNumber, periodStart, planLimit } from './periods.sql.js';

/** $1 account, $2 anchor, $3 catalogue. The row exists from the account's first moment: there is always one to lock. */
export const openBalance = statement(
  'credits.open-balance',
  `
  WITH opened AS (
    SELECT a.id, a.plan, $2::timestamptz AS anchor, ${periodNumber('$2::timestamptz', 'credit_clock()')} AS n
    FROM accounts a WHERE a.id = $1
  )
  INSERT INTO credit_balances
    (account_id, plan, anchor, period_no, period_start, period_end, compression_limit, ai_limit)
  SELECT id, plan, anchor, n, ${periodStart('anchor', 'n')}, ${periodStart('anchor', 'n + 1')},
    ${planLimit('$3', 'plan', 'compressions')}, ${planLimit('$3', 'plan', 'ai')}
  FROM opened`,
);
