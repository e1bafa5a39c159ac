import { statement } from '../database/database.service.js';

/** Two keys that are made at once are counted one after the other. */
export const lockAccountForKeys = statement('keys.lock-account', 'SELECT id FROM accounts WHERE id = $1 FOR UPDATE');

export const countKeys = statement('keys.count', 'SELECT count(*) AS count FROM api_keys WHERE account_id = $1');

export const insertKey = statement(
  'keys.insert',
  'INSERT INTO api_keys (id, account_id, name, hash, masked) VALUES ($1, $2, $3, $4, $5) RETURNING created_at',
);

/** The old hash is gone with the statement, and the old key with it. $1 key, $2 account, $3 hash, $4 masked. */
export const rollKey = statement(
  'keys.roll',
  `UPDATE api_keys SET hash = $3, masked = $4, last_used_at = NULL WHERE id = $1 AND account_id = $2
   RETURNING name, created_at`,
);

export const deleteKey = statement(
  'keys.delete',
  'DELETE FROM api_keys WHERE id = $1 AND account_id = $2 RETURNING name',
);

/** One read by a unique index. `unseen`: its last use was noted more than a minute ago, or never. $1 hash. */
export const ownerOfKey = statement(
  'keys.owner',
  `SELECT k.id, k.account_id, a.plan, a.suspended_at IS NOT NULL AS suspended,
     coalesce(k.last_used_at < clock_timestamp() - interval '1 minute', true) AS unseen
   FROM api_keys k JOIN accounts a ON a.id = k.account_id WHERE k.hash = $1`,
);

/** At most once a minute, however many processes see it used. */
export const noteUse = statement(
  'keys.note-use',
  `UPDATE api_keys SET last_used_at = clock_timestamp()
   WHERE id = $1 AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`,
);
