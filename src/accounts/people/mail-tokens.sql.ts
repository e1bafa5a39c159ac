import { statement } from '../../database/database.service.js';

/** $1 id, $2 hash of kind and token, $3 whose, $4 seconds; 0 for one that never holds. */
export const insertMailToken = statement(
  'mail-tokens.insert',
  `INSERT INTO verifications (id, identifier, value, expires_at)
   VALUES ($1, $2, $3, now() + make_interval(secs => $4))`,
);

/** $1 hash of kind and token */
export const readMailToken = statement(
  'mail-tokens.read',
  'SELECT value FROM verifications WHERE identifier = $1 AND expires_at > now()',
);

/** Of two who take it at once, one gets it. $1 hash of kind and token */
export const takeMailToken = statement(
  'mail-tokens.take',
  'DELETE FROM verifications WHERE identifier = $1 AND expires_at > now() RETURNING value',
);

/** $1 person, $2 their e-mail address: whatever the tokens are for. */
export const deleteMailTokensOf = statement(
  'mail-tokens.delete-of',
  'DELETE FROM verifications WHERE value = $1 OR value = $2',
);

/** $1 whose: whether a link is under way. */
export const hasMailToken = statement(
  'mail-tokens.has',
  'SELECT id FROM verifications WHERE value = $1 AND expires_at > now() LIMIT 1',
);
