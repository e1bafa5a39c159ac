import { statement } from '../database/database.service.js';

/** $1 id, $2 account, $3 act, $4 kind of actor, $5 actor, $6 details as JSON, $7 address, $8 user agent. */
const ENTRY = `INSERT INTO account_log
    (id, account_id, act, actor_kind, actor_id, details, address, user_agent, actor_name, actor_email, actor_masked)
  SELECT $1, $2, $3, $4, $5, $6::json, $7, $8, coalesce(p.name, k.name, CASE WHEN $4 = 'operator' THEN $5 END), p.email, k.masked
  FROM (VALUES (1)) AS one
    LEFT JOIN people p ON $4 = 'person' AND p.id = $5
    LEFT JOIN api_keys k ON $4 = 'key' AND k.id = $5 AND k.account_id = $2`;

/** With the name that the actor has now: the log says who it was, whatever becomes of them. */
export const insertEntry = statement('journal.insert', ENTRY);

/**
 * The same, unless the act stands there so often since $10, or with the same details from the same address since $9: whoever
 * is not known could fill the log otherwise. $11 how often.
 */
export const insertSeldomEntry = statement(
  'journal.insert-seldom',
  `${ENTRY}
   WHERE NOT EXISTS (SELECT FROM account_log WHERE account_id = $2 AND id > $9 AND act = $3
       AND address IS NOT DISTINCT FROM $7 AND details::text = ($6::json)::text)
     AND (SELECT count(*) FROM account_log WHERE account_id = $2 AND id > $10 AND act = $3) < $11`,
);
