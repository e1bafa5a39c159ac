import { statement } from '../database/database.service.js';
import { grantedInAll, type Kind } from './periods.sql.js';

/**
 * SQL: the highest percent of the account `row` that `used` has reached of `limit`; 0 below the first, and for no or an unlimited
 * allowance.
 */
export function alertStep(row: string, used: string, limit: string): string {
  return `CASE WHEN coalesce(${limit}, 0) <= 0 THEN 0 ELSE coalesce(
    (SELECT max(percent) FROM unnest(${row}.alert_percents) AS percent WHERE ${used} * 100 >= ${limit} * percent), 0) END`;
}

/**
 * SQL: the highest percent told of, of what is reached still. What came back below a percent is told of again when that is crossed again.
 * @param change SQL added to what is used, as negative as it came back
 */
export function toldStill(kind: Kind, change: string): string {
  const used = `(b.${kind}_carried + b.${kind}_used + b.${kind}_reserved + ${change})`;
  return `least(b.${kind}_alert, ${alertStep('b', used, grantedInAll('b', kind))})`;
}

const reachedNow = (kind: Kind) =>
  alertStep('asked', `(b.${kind}_carried + b.${kind}_used + b.${kind}_reserved)`, grantedInAll('b', kind));

/** $1 account. */
export const readAlerts = statement(
  'credits.read-alerts',
  'SELECT alert_percents AS percents, low_topups AS topups FROM credit_balances WHERE account_id = $1',
);

/**
 * What the account wants to be told of. A percent that is reached already counts as told. Answers nothing when it is so already.
 * $1 account, $2 percents, $3 top-ups.
 */
export const setAlerts = statement(
  'credits.set-alerts',
  `UPDATE credit_balances b SET alert_percents = asked.alert_percents, low_topups = $3,
     compression_alert = ${reachedNow('compression')}, ai_alert = ${reachedNow('ai')}
   FROM (SELECT $2::smallint[] AS alert_percents) AS asked
   WHERE account_id = $1 AND (b.alert_percents, b.low_topups) IS DISTINCT FROM (asked.alert_percents, $3::bigint)
   RETURNING account_id`,
);
