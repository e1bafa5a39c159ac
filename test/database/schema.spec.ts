import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { scratchDatabase, type ScratchDatabase } from '../support/scratch-database.js';
import { openSchemaEngine } from '../support/schema-engine.mjs';

const SCHEMA = join(import.meta.dirname, '../../prisma/schema.prisma');

const COLUMNS = `
  SELECT 'column ' || c.table_name || '.' || c.column_name || ' ' || format_type(a.atttypid, a.atttypmod)
    || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
    || CASE WHEN a.atthasdef OR a.attidentity <> '' THEN ' with a default' ELSE '' END AS said
  FROM information_schema.columns c
  JOIN pg_attribute a ON a.attrelid = format('%I', c.table_name)::regclass AND a.attname = c.column_name
  WHERE c.table_schema = 'public'`;
/** Those Prisma can express: whole, of plain columns, and not of a constraint that only PostgreSQL knows. */
const INDEXES = `
  SELECT CASE WHEN i.indisprimary THEN 'key ' WHEN i.indisunique THEN 'unique ' ELSE 'index ' END || i.indexrelid::regclass || ' on ' || i.indrelid::regclass
    || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
         FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, place) JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
         WHERE k.place <= i.indnkeyatts) || ')' AS said
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
  WHERE t.relnamespace = 'public'::regnamespace AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnatts = i.indnkeyatts`;
const FOREIGN_KEYS = `
  SELECT 'foreign key ' || conname || ' of ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) AS said
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`;
const ENUMS = `
  SELECT 'enum ' || t.typname || ' ' || string_agg(e.enumlabel, ', ' ORDER BY e.enumsortorder) AS said
  FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid GROUP BY t.typname`;

/** A database as sentences, but for the history of its migrations. */
async function shapeOf({ query }: ScratchDatabase): Promise<string[]> {
  const { rows } = await query([COLUMNS, INDEXES, FOREIGN_KEYS, ENUMS].join(' UNION ALL '));
  return (rows as { said: string }[])
    .map(({ said }) => said)
    .filter((said) => !said.includes('_prisma_migrations'))
    .sort();
}

/** A database made from a schema, as Prisma would make it. */
async function databaseOf(engine: SchemaEngine, schema: string): Promise<ScratchDatabase> {
  const database = await scratchDatabase();
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  await database.query(stdout ?? '');
  return database;
}

describe('prisma/schema.prisma', () => {
  let migrated: string[];
  let schema: string;
  /** Writes the SQL of a schema without looking into a database, but wants to have one. */
  let engine: SchemaEngine;
  let asked: ScratchDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    schema = await readFile(SCHEMA, 'utf8');
    const database = await scratchDatabase();
    await migrate(database.url);
    migrated = await shapeOf(database);
    await database.drop();
    asked = await scratchDatabase();
    pool = new pg.Pool({ connectionString: asked.url });
    engine = await openSchemaEngine(pool);
  });
  afterAll(async () => {
    await pool.end();
    await asked.drop();
  });

  /** What a schema lacks of the migrated database, and what it has besides. */
  async function difference(of: string): Promise<{ missing: string[]; extra: string[] }> {
    const database = await databaseOf(engine, of);
    const shape = await shapeOf(database);
    await database.drop();
    return {
      missing: migrated.filter((said) => !shape.includes(said)),
      extra: shape.filter((said) => !migrated.includes(said)),
    };
  }

  it('says what the migrations make', async () => {
    expect(await difference(schema)).toEqual({ missing: [], extra: [] });
  });

  it.each<[string, RegExp, string, { missing?: string[]; extra?: string[] }]>([
    [
      'lacks a column',
      /^ +suspendedAt .*\n/m,
      '',
      { missing: ['column accounts.suspended_at timestamp(3) with time zone'], extra: [] },
    ],
    [
      'has one more',
      /^ +suspendedAt .*\n/m,
      '$&  gone Int?\n',
      { missing: [], extra: ['column accounts.gone integer'] },
    ],
    [
      'says that one may be null',
      /email( +)String\n/,
      'email$1String?\n',
      { missing: ['column accounts.email text not null'], extra: ['column accounts.email text'] },
    ],
    [
      'has another type',
      /(total +)Int( +@default\(0\))/,
      '$1BigInt$2',
      {
        missing: ['column batches.total integer not null with a default'],
        extra: ['column batches.total bigint not null with a default'],
      },
    ],
    [
      'lacks an index',
      /^ +@@index\(\[nextAt\], map: "ai_jobs_due"\)\n/m,
      '',
      { missing: ['index ai_jobs_due on ai_jobs (next_at)'], extra: [] },
    ],
    [
      'takes an index for unique',
      /@@index\(\[batchId\], map: "ai_jobs_of_batch"\)/,
      '@@unique([batchId], map: "ai_jobs_of_batch")',
      {
        missing: ['index ai_jobs_of_batch on ai_jobs (batch_id)'],
        extra: ['unique ai_jobs_of_batch on ai_jobs (batch_id)'],
      },
    ],
    ['has an enum', /$/, '\nenum Colour {\n  red\n  blue\n}\n', { missing: [], extra: ['enum Colour red, blue'] }],
  ])('would be seen when it %s', async (_, from, to, expected) => {
    const changed = schema.replace(from, to);
    expect(changed).not.toBe(schema);
    expect(await difference(changed)).toEqual(expected);
  });
});
