import { statement } from '../../database/database.service.js';

const OPEN = 'token_hash = $1 AND kind = $2 AND expires_at > clock_timestamp()';
const STEP = 'person_id AS "personId", details';

/** $1 id, $2 hash of the token, $3 kind, $4 person or null, $5 details, $6 seconds */
export const insertStep = statement(
  'sign-in-steps.insert',
  `INSERT INTO sign_in_steps (id, token_hash, kind, person_id, details, expires_at)
   VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(secs => $6))`,
);

/** Counts before anything is looked at. $1 hash of the token, $2 kind, $3 tries */
export const tryStep = statement(
  'sign-in-steps.try',
  `UPDATE sign_in_steps SET tries = tries + 1 WHERE ${OPEN} AND tries < $3 RETURNING ${STEP}`,
);

/** Of two who take it at once, one gets it. $1 hash of the token, $2 kind */
export const takeStep = statement('sign-in-steps.take', `DELETE FROM sign_in_steps WHERE ${OPEN} RETURNING ${STEP}`);

/** $1 person */
export const deleteStepsOf = statement('sign-in-steps.delete-of', 'DELETE FROM sign_in_steps WHERE person_id = $1');
