import { ApiError } from '../common/errors.js';
import type { Sql } from '../database/database.service.js';
import { countOwners } from './members.sql.js';

/** Behind a change of an account's members, whose row is locked. @throws ApiError `invalid_state` when no owner is left */
export async function requireOwnerLeft(sql: Sql, accountId: string): Promise<void> {
  const [{ count } = { count: 0 }] = await sql.run<{ count: number }>(countOwners, [accountId]);
  if (count === 0) throw new ApiError('invalid_state', {}, 'An account keeps at least one owner');
}
