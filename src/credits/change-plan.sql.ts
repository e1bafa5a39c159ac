import { statement } from '../database/database.service.js';
import { planLimit } from './periods.sql.js';

/**
 * Puts the limits of the account's plan in force at once; what was used stays used, so a downgrade may leave an
 * overhang that simply makes nothing available. $1 account, $2 catalogue.
 */
export const changePlan = statement(
  'credits.change-plan',
  `
  UPDATE credit_balances b SET plan = a.plan, compression_limit = ${planLimit('$2', 'a.plan', 'compressions')},
    ai_limit = ${planLimit('$2', 'a.plan', 'ai')}, seq = b.seq + 1
  FROM accounts a WHERE a.id = $1 AND b.account_id = a.id
  RETURNING b.seq`,
);
