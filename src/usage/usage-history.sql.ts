import { statement } from '../database/database.service.js';

/** $1 account, $2 from, $3 to, $4 cursor, $5 how many. */
export const listPeriods = statement(
  'usage.list-periods',
  `SELECT * FROM credit_periods
   WHERE account_id = $1 AND ($2::timestamptz IS NULL OR period_start >= $2) AND ($3::timestamptz IS NULL OR period_start < $3)
     AND ($4::int IS NULL OR period_no < $4)
   ORDER BY period_no DESC LIMIT $5`,
);
