import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import { startRole } from '../support/role-process.js';
import { scratchDatabase, type ScratchDatabase } from '../support/scratch-database.js';
import { startService } from '../support/service.js';

const OPERATING = new URL('../../docs/operating.md', import.meta.url);

/** The role of docs/operating.md, made by the statements that stand there. */
describe('a role that cannot empty the books', () => {
  const role = `service_${randomBytes(4).toString('hex')}`;
  let database: ScratchDatabase;
  let statements: string[];
  let roleUrl: string;

  beforeAll(async () => {
    database = await scratchDatabase();
    const text = await readFile(OPERATING, 'utf8');
    const section = text.slice(text.indexOf('## A role that cannot empty the books'));
    const blocks = [...section.matchAll(/```sql\n([^`]+)```/g)].slice(0, 2);
    statements = blocks.map(([, block = '']) =>
      block.replaceAll('fluxbatch_service', role).replace('choose one', role),
    );
    const url = new URL(database.url);
    [url.username, url.password] = [role, role];
    roleUrl = url.href;
  });
  afterAll(async () => {
    await database.query(`DROP OWNED BY ${role}`);
    await database.drop();
    const maintenance = new URL(database.url);
    maintenance.pathname = '/postgres';
    const client = new pg.Client({ connectionString: maintenance.href });
    await client.connect();
    await client.query(`DROP ROLE ${role}`).finally(() => client.end());
  });

  it('runs the service from an empty database on, and may not touch what was entered', async () => {
    expect(statements).toHaveLength(2);
    await database.query(statements[0] ?? '');
    const any = await startService({ environment: { ROLE: 'api' } });
    const urls = { DATABASE_URL: roleUrl, MIGRATION_DATABASE_URL: database.url };
    // The first start: the owner migrates.
    const first = await startRole('scheduler', { ...any.environment, ...urls });
    expect(await first.end('SIGTERM')).toBe(0);
    await any.close();
    await database.query(statements[1] ?? '');

    const service = await startService({ databaseUrl: roleUrl });
    try {
      const account = await service.client.account();
      const bucket = await makeBucket(account);
      for (const key of ['a.jpg', 'b.jpg']) await bucket.put(key, await makeJpeg());
      const { id } = await account.submit({ source: { connection: bucket.connection, prefix: '' } });
      expect(await account.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 2 } });
      await service.client.expectSoundBooks();
      const refused = (sql: string) => service.sql.pool.query(sql).catch((error: Error) => error.message);
      expect(await refused('TRUNCATE credit_ledger')).toBe('permission denied for table credit_ledger');
      expect(await refused('DELETE FROM credit_ledger')).toBe('permission denied for table credit_ledger');
      expect(await refused('UPDATE credit_ledger SET amount = 0')).toBe('permission denied for table credit_ledger');
      expect(await refused('TRUNCATE images')).toBe('permission denied for table images');
      expect(await refused('DROP TRIGGER credit_ledger_not_emptied ON credit_ledger')).toMatch(/^must be owner/);
    } finally {
      await service.close();
    }
  });
});
