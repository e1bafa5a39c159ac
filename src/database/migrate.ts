import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { NO_TIME_LIMITS, openSchemaEngine } from './schema-engine.js';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));

/** Advisory lock under which processes that start together take turns. Any constant of our own will do. */
const MIGRATION_LOCK = 0x666c7578; // "flux"

/**
 * Brings the database to the newest migration and returns the names of those applied now. Uses Prisma's schema
 * engine as WebAssembly, so nothing is downloaded and `prisma migrate deploy` elsewhere agrees with the result.
 * @throws when the database does not answer, a migration fails, or one applied earlier was edited since.
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
    const applied = await appliedMigrations(lock);
    refuseEdited(migrations, applied);
    if (migrations.every(({ name }) => applied.has(name))) return [];
    return await applyMigrations(pool, migrations);
  } finally {
    lock.release(true); // closing the connection gives up the lock
    await pool.end();
  }
}

interface Migration {
  name: string;
  sql: string;
}

async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS_DIR, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const read = async (name: string) => ({
    name,
    sql: await readFile(`${MIGRATIONS_DIR}${name}/migration.sql`, 'utf8'),
  });
  return Promise.all(names.sort().map(read));
}

async function appliedMigrations(client: pg.PoolClient): Promise<Map<string, string>> {
  const table = await client.query("SELECT to_regclass('_prisma_migrations') AS name");
  if (table.rows[0].name === null) return new Map();
  const done = await client.query(
    'SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  );
  return new Map(done.rows.map((row) => [row.migration_name, row.checksum]));
}

/** Prisma records the SHA-256 of each file; a changed file means the database is not what we think it is. */
function refuseEdited(migrations: Migration[], applied: Map<string, string>): void {
  for (const { name, sql } of migrations) {
    const checksum = applied.get(name);
    if (checksum && checksum !== createHash('sha256').update(sql).digest('hex')) {
      throw new Error(`Migration ${name} was changed after it was applied; add a new migration instead`);
    }
  }
}

async function applyMigrations(pool: pg.Pool, migrations: Migration[]): Promise<string[]> {
  const engine = await openSchemaEngine(pool);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir: MIGRATIONS_DIR,
        lockfile: {
          path: 'migration_lock.toml',
          content: await readFile(`${MIGRATIONS_DIR}migration_lock.toml`, 'utf8'),
        },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}
