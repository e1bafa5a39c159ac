import { statement } from '../../database/database.service.js';

/** $1 how many at most. */
const expired = (table: string) => `SELECT id FROM ${table} WHERE expires_at < now() LIMIT $1 FOR UPDATE SKIP LOCKED`;

export const deleteExpiredSessions = statement(
  'people.forget-sessions',
  `DELETE FROM sessions WHERE id IN (${expired('sessions')}) RETURNING id`,
);
export const deleteExpiredVerifications = statement(
  'people.forget-verifications',
  `DELETE FROM verifications WHERE id IN (${expired('verifications')}) RETURNING id`,
);
export const deleteExpiredInvitations = statement(
  'people.forget-invitations',
  `DELETE FROM invitations WHERE id IN (${expired('invitations')}) RETURNING id`,
);
export const deleteExpiredSteps = statement(
  'people.forget-steps',
  `DELETE FROM sign_in_steps WHERE id IN (${expired('sign_in_steps')}) RETURNING id`,
);
