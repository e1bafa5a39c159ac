import { statement } from '../database/database.service.js';

/** Two keys that are made at once are counted one after the other. */
export const lockAccountForKeys = statement('keys.lock-account', 'SELECT id FROM accounts WHERE id = $1 FOR UPDATE');

export const countKeys = statement('keys.count', 'SELECT count(*) AS count FROM api_keys WHERE account_id = $1');

export const insertKey = statement(
  'keys.insert',
  `INSERT INTO api_keys (id, account_id, name, hash, masked, scopes, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
   RETURNING created_at`,
);

/** $1 key, $2 account: held until the commit. */
export const lockKey = statement(
  'keys.lock',
  `SELECT name, scopes, expires_at, expires_at <= clock_timestamp() AS expired, created_at FROM api_keys
   WHERE id = $1 AND account_id = $2 FOR UPDATE`,
);

/** The old hash is gone with the statement, and the old key with it. $1 key, $2 hash, $3 masked. */
export const rollKey = statement(
  'keys.roll',
  'UPDATE api_keys SET hash = $2, masked = $3, last_used_at = NULL, last_used_from = NULL WHERE id = $1',
);

/** A row when the key has a budget. $1 key. */
export const hasBudget = statement('keys.has-budget', 'SELECT key_id FROM key_budgets WHERE key_id = $1');

export const deleteKey = statement('keys.delete', 'DELETE FROM api_keys WHERE id = $1 AND account_id = $2');

/** One read by a unique index. `unseen`: its last use was noted more than a minute ago, or never. $1 hash. */
export const ownerOfKey = statement(
  'keys.owner',
  `SELECT k.id, k.account_id, k.scopes, k.expires_at, coalesce(k.expires_at <= clock_timestamp(), false) AS expired,
     a.plan, a.suspended_at IS NOT NULL AS suspended,
     coalesce(k.last_used_at < clock_timestamp() - interval '1 minute', true) AS unseen
   FROM api_keys k JOIN accounts a ON a.id = k.account_id WHERE k.hash = $1`,
);

/** At most once a minute, however many processes see it used. $1 key, $2 address. */
export const noteUse = statement(
  'keys.note-use',
  `UPDATE api_keys SET last_used_at = clock_timestamp(), last_used_from = $2
   WHERE id = $1 AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`,
);
