import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { serversEnvironment } from './environment.js';

/** An empty database of its own, for what is done to a database as a whole. */
export async function scratchDatabase() {
  const server = new URL(serversEnvironment().DATABASE_URL ?? '');
  const maintenance = new URL(server);
  maintenance.pathname = '/postgres';
  const url = new URL(server);
  url.pathname = `/scratch_${randomBytes(4).toString('hex')}`;
  const query = async (sql: string, database = url, values?: unknown[]): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: database.href });
    await client.connect();
    return client.query(sql, values).finally(() => client.end());
  };
  await query(`CREATE DATABASE ${url.pathname.slice(1)}`, maintenance);
  return {
    url: url.href,
    query: (sql: string, values?: unknown[]) => query(sql, url, values),
    /** Also while a process that was killed still counts as connected. */
    drop: () => query(`DROP DATABASE ${url.pathname.slice(1)} WITH (FORCE)`, maintenance),
  };
}
export type ScratchDatabase = Awaited<ReturnType<typeof scratchDatabase>>;
