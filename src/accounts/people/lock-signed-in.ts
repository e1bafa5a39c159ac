import { ApiError } from '../../common/errors.js';
import type { SignedIn } from '../../common/http/callers.js';
import type { Sql } from '../../database/database.service.js';
import { lockPerson } from '../members.sql.js';
import { holdsSession } from './sessions.sql.js';

/**
 * Begins a change that a person makes to their own sign-in. Whoever ends all of their sessions does so under the same lock, so a
 * change by a session that was just taken away comes to nothing. @throws ApiError `unauthorized`
 */
export async function lockSignedIn(sql: Sql, { personId, sessionId }: SignedIn): Promise<void> {
  await sql.run(lockPerson, [personId]);
  const [session] = await sql.run(holdsSession, [personId, sessionId]);
  if (!session) throw new ApiError('unauthorized');
}
