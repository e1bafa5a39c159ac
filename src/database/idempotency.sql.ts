import { statement } from './database.service.js';
import { sealedColumn } from './sealed-column.sql.js';

/** $1 account, $2 key, $3 fingerprint. */
export const claimKey = statement(
  'idempotency.claim',
  // Waits for a request with the same key that is under way; if that one is refused, this one takes its place.
  `INSERT INTO idempotency_keys (account_id, key, fingerprint) VALUES ($1, $2, $3)
   ON CONFLICT (account_id, key) DO NOTHING RETURNING key`,
);

/** $1 account, $2 key. */
export const readKey = statement(
  'idempotency.read',
  `SELECT fingerprint, sealed_answer FROM idempotency_keys WHERE account_id = $1 AND key = $2`,
);

/** $1 account, $2 key, $3 sealed answer. */
export const keepResponse = statement(
  'idempotency.keep-answer',
  `UPDATE idempotency_keys SET sealed_answer = $3 WHERE account_id = $1 AND key = $2`,
);

/** $1 days, $2 how many. */
export const forgetKeys = statement(
  'idempotency.forget',
  `DELETE FROM idempotency_keys WHERE (account_id, key) IN (
     SELECT account_id, key FROM idempotency_keys WHERE created_at < clock_timestamp() - make_interval(days => $1)
     ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED) RETURNING key`,
);

export const SEALED_ANSWER = sealedColumn('idempotency_keys', ['account_id', 'key'], 'sealed_answer');
