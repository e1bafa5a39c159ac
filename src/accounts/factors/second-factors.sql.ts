import { statement } from '../../database/database.service.js';
import { sealedColumn } from '../../database/sealed-column.sql.js';

/** Wrong codes that may be tried for one person within a day. */
export const CODES_A_DAY = 20;

export const SEALED_SECRET = sealedColumn('second_factors', ['person_id'], 'sealed_secret', 'person_id');

/** $1 person */
export const readSecondFactor = statement(
  'second-factors.read',
  `SELECT f.sealed_secret AS sealed, f.enabled_at AS "enabledAt",
     (SELECT count(*)::int FROM backup_codes b WHERE b.person_id = f.person_id) AS "backupCodes"
   FROM second_factors f WHERE f.person_id = $1`,
);

/** One that nobody proved yet is replaced; finds nothing when one is on. $1 person, $2 sealed secret */
export const beginSecondFactor = statement(
  'second-factors.begin',
  `INSERT INTO second_factors AS known (person_id, sealed_secret) VALUES ($1, $2)
   ON CONFLICT (person_id) DO UPDATE SET sealed_secret = EXCLUDED.sealed_secret, last_step = 0
     WHERE known.enabled_at IS NULL
   RETURNING person_id`,
);

/** $1 person, $2 the secret that the code was for */
export const enableSecondFactor = statement(
  'second-factors.enable',
  `UPDATE second_factors SET enabled_at = clock_timestamp()
   WHERE person_id = $1 AND sealed_secret = $2 AND enabled_at IS NULL RETURNING person_id`,
);

/** $1 person */
export const deleteSecondFactor = statement(
  'second-factors.delete',
  'DELETE FROM second_factors WHERE person_id = $1 AND enabled_at IS NOT NULL RETURNING person_id',
);

/** One that nobody proved yet as well. $1 person */
export const deleteSecondFactorOf = statement(
  'second-factors.delete-of',
  'DELETE FROM second_factors WHERE person_id = $1',
);

/** Every try counts before it is looked at, so many at once are as slow as one after the other. $1 person */
export const takeTry = statement(
  'second-factors.take-try',
  `UPDATE second_factors SET tried_at = clock_timestamp()::timestamptz(3) || ARRAY(
     SELECT at FROM unnest(tried_at) at WHERE at > clock_timestamp() - interval '1 day' ORDER BY at DESC)
   WHERE person_id = $1
     AND (SELECT count(*) FROM unnest(tried_at) at WHERE at > clock_timestamp() - interval '1 day') < ${CODES_A_DAY}
   RETURNING cardinality(tried_at) AS tries`,
);

/** Seconds until one may be tried again. $1 person */
export const tryAgainIn = statement(
  'second-factors.try-again-in',
  `SELECT ceil(extract(epoch FROM min(at) + interval '1 day' - clock_timestamp()))::int AS seconds
   FROM second_factors, unnest(tried_at) at WHERE person_id = $1 AND at > clock_timestamp() - interval '1 day'`,
);

/** The code of each step works once, and none of an earlier step after it; the try was none. $1 person, $2 step */
export const useStep = statement(
  'second-factors.use-step',
  `UPDATE second_factors SET last_step = $2, tried_at = tried_at[2:]
   WHERE person_id = $1 AND last_step < $2 RETURNING person_id`,
);

/** Of two who use it at once, one does. $1 person, $2 hash */
export const useBackupCode = statement(
  'second-factors.use-backup-code',
  `DELETE FROM backup_codes b USING second_factors f
   WHERE b.person_id = $1 AND b.hash = $2 AND f.person_id = b.person_id AND f.enabled_at IS NOT NULL RETURNING b.hash`,
);

/** $1 person */
export const deleteBackupCodes = statement(
  'second-factors.delete-backup-codes',
  'DELETE FROM backup_codes WHERE person_id = $1',
);

/** $1 person, $2 hashes */
export const insertBackupCodes = statement(
  'second-factors.insert-backup-codes',
  'INSERT INTO backup_codes (person_id, hash) SELECT $1, unnest($2::text[])',
);

/** $1 person, $2 session: the one that goes on, with both factors. */
export const noteSecondFactor = statement(
  'second-factors.note',
  'UPDATE sessions SET second_factor = true WHERE person_id = $1 AND id = $2 RETURNING id',
);

/** $1 person, $2 session */
export const confirmSession = statement(
  'sessions.confirm',
  'UPDATE sessions SET confirmed_at = clock_timestamp() WHERE person_id = $1 AND id = $2 RETURNING id',
);
