import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** Advisory lock under which processes that start together take turns. Any constant of our own will do. */
const MIGRATION_LOCK = 0x666c7578; // "flux"

/** For one transaction: an index may take longer to build than any statement may run otherwise. */
const NO_TIME_LIMITS =
  'SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;';

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
 * Brings the database to the newest migration and returns the names of those applied now. Keeps the history of Prisma's
 * tools, so that `prisma migrate status` and `prisma migrate deploy` agree with the result.
 * @throws when the database does not answer or holds something else, a migration fails, or one applied earlier was edited since.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: databaseUrl, application_name: 'fluxbatch migrate' });
  // A server that goes away meanwhile says so to whoever uses the connection.
  pool.on('error', () => {});
  const lock = await pool.connect().catch((cause: Error) => {
    throw new Error(`DATABASE_URL: the database could not be reached (${cause.message})`, { cause });
  });
  try {
    // Of a transaction, because behind a pooler a session is nobody's own.
    await lock.query('BEGIN');
    await lock.query(NO_TIME_LIMITS);
    await lock.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    const migrations = await readMigrations();
    const applied = await appliedMigrations(pool);
    refuseEdited(migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    if (missing.length > 0) await pool.query(HISTORY);
    for (const migration of missing) await apply(pool, migration);
    return missing.map(({ name }) => name);
  } finally {
    lock.release(true); // closing the connection gives up the lock
    await pool.end();
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
async function appliedMigrations(pool: pg.Pool): Promise<Map<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  if (!tables.some(({ name }) => name === '_prisma_migrations')) {
    if (tables.length > 0) throw new Error('DATABASE_URL: the database holds tables of something else');
    return new Map();
  }
  const { rows } = await pool.query<{ name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations
     WHERE rolled_back_at IS NULL`,
  );
  const failed = rows.find(({ finished }) => !finished);
  // Ours are applied whole or not at all; Prisma's tools leave this behind.
  if (failed)
    throw new Error(`Migration ${failed.name} was begun by another tool and has failed: see "prisma migrate resolve"`);
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

/** A changed file means that the database is not what we think it is. */
function refuseEdited(migrations: Migration[], applied: Map<string, string>): void {
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) {
      throw new Error(`Migration ${name} was changed after it was applied; add a new migration instead`);
    }
  }
}

/** All of it and its entry in the history, or nothing. */
async function apply(pool: pg.Pool, { name, sql, checksum }: Migration): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(NO_TIME_LIMITS);
    // In one piece: cut at its semicolons it would come apart inside of function bodies.
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (cause) {
    throw new Error(`Migration ${name}: ${(cause as Error).message}`, { cause });
  } finally {
    client.release(true);
  }
}
