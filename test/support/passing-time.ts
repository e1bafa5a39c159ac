import type { Service } from './service.js';

/** What people have begun, or were sent, and must finish in time. */
const TABLES = ['sign_in_steps', 'verifications', 'invitations'];

/** As when that much time has gone by for all that anybody has begun, or was sent a link for. */
export async function letPass(service: Service, seconds: number): Promise<void> {
  for (const table of TABLES) {
    await service.sql.pool.query(`UPDATE ${table} SET expires_at = expires_at - make_interval(secs => $1)`, [seconds]);
  }
}
