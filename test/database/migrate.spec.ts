import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { scratchDatabase, type ScratchDatabase } from '../support/scratch-database.js';
import { until } from '../support/until.js';

describe('migrations', () => {
  let database: ScratchDatabase;
  const query = (sql: string) => database.query(sql);

  beforeEach(async () => {
    database = await scratchDatabase();
  });
  afterEach(() => database.drop());

  it('are applied once when several processes start together', async () => {
    const applied = (await Promise.all([1, 2, 3].map(() => migrate(database.url)))).flat();
    const { rows } = await query('SELECT migration_name AS name FROM _prisma_migrations');
    expect(applied.sort()).toEqual(rows.map(({ name }) => name).sort());
    expect(new Set(applied).size).toBe(applied.length);
  });

  it('need one connection, so that as many processes may start together as a pooler has connections', async () => {
    const role = `starter_${randomBytes(4).toString('hex')}`;
    const url = new URL(database.url);
    await query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'starter' CONNECTION LIMIT 1; ALTER SCHEMA public OWNER TO ${role}`,
    );
    Object.assign(url, { username: role, password: 'starter' });
    expect((await migrate(url.href)).length).toBeGreaterThan(0);
    await query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('ask for a lock for a short time only, say that they wait, and try again', async () => {
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    await other.query('BEGIN; SELECT pg_advisory_xact_lock(0x666c7578)');
    const said: string[] = [];
    const migrating = migrate(database.url, (line) => said.push(line));
    await until(
      () => said,
      ([line]) => line !== undefined,
    );
    // Nothing waits in the queue for the lock now, so nobody can wait behind it.
    const { rows } = await query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
    expect([rows, said[0]]).toEqual([[], expect.stringMatching(/lock timeout; trying again/)]);
    await other.query('ROLLBACK');
    await other.end();
    expect((await migrating).length).toBeGreaterThan(0);
  });

  describe('that were applied', () => {
    beforeEach(() => migrate(database.url));

    it('leave the table that the ordinary Prisma tools keep', async () => {
      const { rows } = await query(
        'SELECT migration_name, checksum, finished_at, rolled_back_at, applied_steps_count FROM _prisma_migrations ORDER BY 1',
      );
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(row).toMatchObject({ rolled_back_at: null, applied_steps_count: 1 });
        expect(row.checksum).toMatch(/^[0-9a-f]{64}$/);
        expect(row.finished_at).not.toBeNull();
      }
    });

    it('do not go on where another tool has failed', async () => {
      const insert = `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('failed', 'c', '20300101000000_theirs')`;
      await query(insert);
      await expect(migrate(database.url)).rejects.toThrow(/20300101000000_theirs was begun by another tool/);
      await query(`UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = 'failed'`);
      expect(await migrate(database.url)).toEqual([]);
    });

    it('refuse to go on when one was edited after it was applied', async () => {
      await query(`UPDATE _prisma_migrations SET checksum = 'edited'`);
      await expect(migrate(database.url)).rejects.toThrow(/was changed after it was applied/);
    });

    it('give every table of an account its account, and leave it out only where people are no account’s', async () => {
      const { rows } = await query(`
      SELECT table_name FROM information_schema.tables t WHERE table_schema = 'public'
        AND table_name NOT IN ('_prisma_migrations', 'accounts', 'billing_reconciles', 'sealing')
        AND NOT EXISTS (SELECT FROM information_schema.columns c
          WHERE c.table_name = t.table_name AND c.column_name = 'account_id')
      ORDER BY 1`);
      expect(rows.map((row) => row.table_name)).toEqual([
        'backup_codes',
        'credentials',
        'passkeys',
        'people',
        'second_factors',
        'sign_in_steps',
        'verifications',
      ]);
    });

    it('keep the ledger append-only', async () => {
      await query(
        `INSERT INTO credit_ledger (account_id, entry, bucket, amount, period_no) VALUES ('a', 'reserve', 'ai', 1, 0)`,
      );
      await expect(query('UPDATE credit_ledger SET amount = 2')).rejects.toThrow(/append-only/);
      await expect(query('DELETE FROM credit_ledger')).rejects.toThrow(/append-only/);
    });

    it('keep the log of an account append-only', async () => {
      await query(`INSERT INTO accounts (id, name, email, plan) VALUES ('a', 'a', 'a@example.com', 'free')`);
      await query(`INSERT INTO account_log VALUES ('log_1', 'a', 'key.created', 'service', NULL, '{}')`);
      await expect(query(`UPDATE account_log SET act = 'key.deleted'`)).rejects.toThrow(/append-only/);
    });
  });

  it('leave a database alone that holds something else', async () => {
    const other = await scratchDatabase();
    await other.query('CREATE TABLE theirs (id int)');
    await expect(migrate(other.url)).rejects.toThrow(/^DATABASE_URL: the database holds tables of something else/);
    expect((await other.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`)).rows).toHaveLength(1);
    await other.drop();
  });

  it('say which setting is wrong when the database is away', async () => {
    await expect(migrate('postgresql://u:p@127.0.0.1:1/none')).rejects.toThrow(
      /^DATABASE_URL: the database could not be reached/,
    );
  });
});
