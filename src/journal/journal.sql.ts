import { statement } from '../database/database.service.js';

/** $1 id, $2 account, $3 act, $4 kind of actor, $5 actor, $6 details as JSON. */
export const insertEntry = statement(
  'journal.insert',
  'INSERT INTO account_log (id, account_id, act, actor_kind, actor_id, details) VALUES ($1, $2, $3, $4, $5, $6)',
);
