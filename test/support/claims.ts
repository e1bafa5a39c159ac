import type { DatabaseService } from '../../src/database/database.service.js';

/** What a suite that kills workers sets for its service: their jobs in Redis are free for others after 2 s. */
export const SHORT_JOB_LOCKS = { JOB_LOCK_SECONDS: '2' };

/** Claims of images run out now, not 15 s after their worker died. A worker that lives makes an attempt more of it. */
export async function skipClaims(sql: DatabaseService): Promise<void> {
  await sql.pool.query('UPDATE images SET lease_until = now() WHERE lease_until IS NOT NULL');
}
