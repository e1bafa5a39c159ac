import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { migrate } from '../../src/database/migrate.js';
import { scratchDatabase, type ScratchDatabase } from '../support/scratch-database.js';

const ROOT = join(import.meta.dirname, '../..');
const ENGINE = join(ROOT, 'test/support/schema-engine.mjs');

/** What the Prisma CLI prints, and its exit code. */
function prisma(args: string[], databaseUrl: string): Promise<{ code: number; printed: string }> {
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NODE_OPTIONS: '',
  };
  const command = [join(ROOT, 'node_modules/prisma/build/index.js'), ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, printed: stdout + stderr }),
    );
  });
}

describe('the Prisma CLI', () => {
  let database: ScratchDatabase;

  beforeAll(async () => {
    database = await scratchDatabase();
  });
  afterAll(() => database.drop());

  const status = () => prisma(['migrate', 'status'], database.url);

  it('finds the database up to date after we have migrated it', async () => {
    await migrate(database.url);
    const { code, printed } = await status();
    expect(printed).toContain('Database schema is up to date!');
    expect(code).toBe(0);
  });

  it('would see that one is missing', async () => {
    await database.query(`DELETE FROM _prisma_migrations WHERE migration_name LIKE '%_retention'`);
    const { code, printed } = await status();
    expect(printed).toMatch(/not yet been applied:[^]*_retention/);
    expect(code).toBe(1);
  });
});
