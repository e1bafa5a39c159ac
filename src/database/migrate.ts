import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { errorText } from '../common/foreign-text.js';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** Advisory lock under which processes that start together take turns. Any constant of our own will do. */
const MIGRATION_LOCK = 0x666c7578; // "flux"

/**
 * For one transaction: an index may take longer to build than any statement may run otherwise. Locks are waited for a short time
 * only, because everything that comes after a waiting ALTER TABLE waits with it: behind a backup the running service would stand
 * still for as long as that takes.
 */
const TIME_LIMITS = `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL lock_timeout = '3s'`;
/** Between two tries to get the locks. */
const PAUSE_MS = 5_000;
/** PostgreSQL's code for a lock that was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';

/** As Prisma's own tools make it, which keep and read the same history. */
const HISTORY = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  varchar(36) PRIMARY KEY,
    checksum            varchar(64) NOT NULL,
    finished_at         timestamptz,
    migration_name      varchar(255) NOT NULL,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma keeps it. */
  checksum: string;
}

/**
 * Brings the database to the newest migration and returns the names of those applied now; processes that start together share
 * them. Keeps the history of Prisma's tools, so that `prisma migrate status` and `prisma migrate deploy` agree with the result.
 * @param say is called with what it waits for, each time that it waits
 * @throws when the database does not answer or holds something else, a migration fails, or one applied earlier was edited since.
 */
export async function migrate(databaseUrl: string, say: (line: string) => void = () => {}): Promise<string[]> {
  // One connection: if each process needed two, as many as a pooler has would wait for each other for ever.
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'fluxbatch migrate' });
  // A server that goes away meanwhile says so to whoever uses the connection.
  client.on('error', () => {});
  await client.connect().catch((cause: Error) => {
    throw new Error(`DATABASE_URL: the database could not be reached (${cause.message})`, { cause });
  });
  try {
    const migrations = await readMigrations();
    const done: string[] = [];
    // Most starts find nothing to do, and need no lock to see that.
    while (missing(migrations, await appliedMigrations(client)).length > 0) {
      const applied = await applyNext(client, migrations).catch(async (error: unknown) => {
        if (!isLocked(error)) throw error;
        say(`${errorText(error)}; trying again: another process migrates, or a backup or a long query holds a table`);
        await sleep(PAUSE_MS);
        return null;
      });
      if (applied) done.push(applied);
    }
    return done;
  } finally {
    await client.end();
  }
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const read = async (name: string) => {
    const sql = await readFile(`${MIGRATIONS_DIR}${name}/migration.sql`, 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  };
  return Promise.all(names.sort().map(read));
}

/** Checksums by name. */
async function appliedMigrations(client: pg.Client): Promise<Map<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length > 0) throw new Error('DATABASE_URL: the database holds tables of something else');
    return new Map();
  }
  const { rows } = await client.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find(({ finished }) => !finished);
  // Ours are applied whole or not at all; Prisma's tools leave this behind.
  if (failed)
    throw new Error(`Migration ${failed.name} was begun by another tool and has failed: see "prisma migrate resolve"`);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** Those that are still to be applied. @throws when one that was applied is another now: the database is not what we think it is */
function missing(migrations: Migration[], applied: Map<string, string>): Migration[] {
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new Error(`Migration ${name} was changed after it was applied; add a new migration instead`);
    }
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Applies the next migration, all of it and its entry in the history, or nothing; returns its name, or null when another process
 * was faster. The lock is the transaction's: behind a pooler a session is nobody's own.
 */
async function applyNext(client: pg.Client, migrations: Migration[]): Promise<string | null> {
  await client.query('BEGIN');
  let next: Migration | undefined;
  try {
    await client.query(TIME_LIMITS);
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    next = missing(migrations, await appliedMigrations(client))[0];
    if (next) {
      await client.query(HISTORY);
      // In one piece: cut at its semicolons it would come apart inside of function bodies.
      await client.query(next.sql);
      await client.query(
        `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
         VALUES ($1, $2, clock_timestamp(), $3, 1)`,
        [randomUUID(), next.checksum, next.name],
      );
    }
    await client.query('COMMIT');
    return next?.name ?? null;
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => {});
    throw next ? new Error(`Migration ${next.name}: ${(cause as Error).message}`, { cause }) : cause;
  }
}

function isLocked(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return code === LOCK_NOT_AVAILABLE || cause?.code === LOCK_NOT_AVAILABLE;
}
