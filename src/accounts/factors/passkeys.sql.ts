import { statement } from '../../database/database.service.js';

const VIEW = 'id, name, created_at AS "createdAt", last_used_at AS "lastUsedAt"';

/** $1 person */
export const listPasskeys = statement(
  'passkeys.list',
  `SELECT ${VIEW}, credential_id AS "credentialId", transports FROM passkeys WHERE person_id = $1 ORDER BY created_at, id`,
);

/** $1 id, $2 person, $3 credential, $4 public key, $5 counter, $6 transports, $7 name */
export const insertPasskey = statement(
  'passkeys.insert',
  `INSERT INTO passkeys (id, person_id, credential_id, public_key, counter, transports, name)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (credential_id) DO NOTHING RETURNING ${VIEW}`,
);

/** $1 person */
export const countPasskeys = statement(
  'passkeys.count',
  'SELECT count(*)::int AS count FROM passkeys WHERE person_id = $1',
);

/** $1 credential */
export const passkeyByCredential = statement(
  'passkeys.by-credential',
  `SELECT k.id, k.credential_id AS "credentialId", k.public_key AS "publicKey", k.counter, k.transports,
     p.id AS "personId", p.email_verified AS verified, p.sign_outs AS "signOuts"
   FROM passkeys k JOIN people p ON p.id = k.person_id WHERE k.credential_id = $1`,
);

/** Of two answers with the same count, one is taken; devices that do not count stay at 0. $1 passkey, $2 counter */
export const usePasskey = statement(
  'passkeys.use',
  `UPDATE passkeys SET counter = $2, last_used_at = clock_timestamp()
   WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0)) RETURNING id`,
);

/** $1 person, $2 passkey */
export const deletePasskey = statement(
  'passkeys.delete',
  'DELETE FROM passkeys WHERE person_id = $1 AND id = $2 RETURNING name',
);

/** $1 person */
export const deletePasskeysOf = statement('passkeys.delete-of', 'DELETE FROM passkeys WHERE person_id = $1');
