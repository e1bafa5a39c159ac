import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startService, type Service } from '../support/service.js';

interface Statement {
  name: string;
  text: string;
}

const SOURCES = join(import.meta.dirname, '../../src');

/** Every named statement of the service that touches images. */
async function statementsOnImages(): Promise<Statement[]> {
  const files = (await readdir(SOURCES, { recursive: true })).filter((file) => file.endsWith('.sql.ts'));
  const modules = await Promise.all(files.map((file) => import(join(SOURCES, file)) as Promise<object>));
  const exported: unknown[] = modules.flatMap((module) => Object.values(module));
  return exported.filter(isStatement).filter(({ text }) => /\b(FROM|UPDATE|JOIN) images\b/.test(text));
}

function isStatement(value: unknown): value is Statement {
  return typeof value === 'object' && value !== null && 'name' in value && 'text' in value;
}

describe('the plans of statements', () => {
  let service: Service;
  let client: pg.Client;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    client = new pg.Client({ connectionString: service.settings.databaseUrl });
    await client.connect();
    // From here on PostgreSQL reads a whole table only where no index fits.
    await client.query('SET enable_seqscan = off');
  });
  afterAll(async () => {
    await client.end();
    await service.close();
  });

  const plan = async ({ text }: Statement) =>
    (await client.query<Record<string, string>>(`EXPLAIN (GENERIC_PLAN) ${text}`)).rows
      .map((row) => row['QUERY PLAN'])
      .join('\n');

  it('find images by an index, however many there are of other batches', async () => {
    const statements = await statementsOnImages();
    expect(statements.length).toBeGreaterThan(20);
    const scanning: string[] = [];
    for (const statement of statements) {
      if (/Seq Scan on images/.test(await plan(statement))) scanning.push(statement.name);
    }
    expect(scanning).toEqual([]);
  });

  it('would be seen to read all', async () => {
    const text = `SELECT count(*) FROM images WHERE status IN ('queued', 'processing')`;
    expect(await plan({ name: 'all', text })).toContain('Seq Scan on images');
  });
});
