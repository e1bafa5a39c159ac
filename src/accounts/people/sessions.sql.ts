import { statement } from '../../database/database.service.js';

/** However much it is used, a session ends this long after it began. Its row goes when it was not used for a week. */
export const MAX_SESSION_DAYS = 30;

/** Those whose token was kept as it was, by an older version, prove nothing any more. */
const ALIVE = `length(token) = 64 AND expires_at > now() AND created_at > now() - interval '${MAX_SESSION_DAYS} days'`;

/** $1 person */
export const listSessions = statement(
  'sessions.list',
  `SELECT id, ip_address AS address, user_agent AS "userAgent", created_at AS "createdAt",
     coalesce(last_used_at, updated_at) AS "lastUsedAt",
     least(expires_at, created_at + interval '${MAX_SESSION_DAYS} days') AS "expiresAt"
   FROM sessions WHERE person_id = $1 AND ${ALIVE} ORDER BY coalesce(last_used_at, updated_at) DESC, id DESC LIMIT 200`,
);

/** At most once a minute. $1 session, $2 address, $3 user agent */
export const noteSessionUse = statement(
  'sessions.note-use',
  `UPDATE sessions SET last_used_at = clock_timestamp(), ip_address = $2, user_agent = $3
   WHERE id = $1 AND coalesce(last_used_at < clock_timestamp() - interval '1 minute', true)`,
);

/** $1 person, $2 session */
export const deleteSession = statement(
  'sessions.delete',
  'DELETE FROM sessions WHERE person_id = $1 AND id = $2 RETURNING id',
);

/**
 * Under the lock of the person. It is counted: a sign-in that began before, and writes its session after, sees that it came too
 * late. $1 person, $2 the session that stays, or null
 */
export const deleteOtherSessions = statement(
  'sessions.delete-others',
  `WITH counted AS (UPDATE people SET sign_outs = sign_outs + 1 WHERE id = $1)
   DELETE FROM sessions WHERE person_id = $1 AND ($2::text IS NULL OR id <> $2)`,
);

/** Under the lock of the person. $1 person, $2 session */
export const holdsSession = statement(
  'sessions.holds',
  `SELECT id FROM sessions WHERE person_id = $1 AND id = $2 AND ${ALIVE}`,
);

/** The old token is dead with the statement. $1 session, $2 hash of the new token */
export const renewSession = statement(
  'sessions.renew',
  'UPDATE sessions SET token = $2, updated_at = now() WHERE id = $1 RETURNING id',
);

/** $1 hash of the token */
export const deleteSessionByToken = statement('sessions.delete-by-token', 'DELETE FROM sessions WHERE token = $1');

/** $1 person, $2 the account they leave, $3 their own */
export const moveSessions = statement(
  'sessions.move',
  'UPDATE sessions SET account_id = $3 WHERE person_id = $1 AND account_id = $2',
);
