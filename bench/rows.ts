/**
 * `npm run bench -- rows`: the hot statements over tables of 100,000 and of 5,000,000 images, with their plans, times and pages read; and what
 * a row costs. docs/benchmarks.md has the figures and what follows for more.
 *
 *   npm run bench -- rows [--json] [numbers of images...]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#service/database/migrate.js';
import { startEmbeddedParts } from '#service/dev/embedded.js';
import { explain, type Explained } from './rows/explain.ts';
import { fill } from './rows/fill.ts';
import { hotStatements } from './rows/hot-statements.ts';

const SIZES = [100_000, 5_000_000];

interface Measured {
  images: number;
  fillSeconds: number;
  tableBytes: number;
  indexBytes: number;
  statements: Explained[];
}

const flags = process.argv.slice(2);
const numbers = flags.filter((flag) => /^\d+$/.test(flag)).map(Number);
const say = (line: string) => process.stdout.write(`${line}\n`);

async function measure(databaseUrl: string, images: number): Promise<Measured> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const began = performance.now();
    const filled = await fill(client, images);
    const fillSeconds = (performance.now() - began) / 1000;
    const { rows } = await client.query<{ rows: string; indexes: string }>(
      `SELECT pg_table_size('images') AS rows, pg_indexes_size('images') AS indexes`,
    );
    const statements: Explained[] = [];
    for (const statement of await hotStatements(client)) statements.push(await explain(client, statement));
    const [sizes] = rows;
    return {
      images: filled.images,
      fillSeconds,
      tableBytes: Number(sizes?.rows),
      indexBytes: Number(sizes?.indexes),
      statements,
    };
  } finally {
    await client.end();
  }
}

/** The address of a copy of the migrated database. */
async function copyOf(empty: URL, name: string): Promise<string> {
  const server = new pg.Client({ connectionString: new URL('/postgres', empty).href });
  await server.connect();
  await server.query(`CREATE DATABASE ${name} TEMPLATE ${empty.pathname.slice(1)}`).finally(() => server.end());
  return new URL(`/${name}`, empty).href;
}

function tell({ images, fillSeconds, tableBytes, indexBytes, statements }: Measured): void {
  const perRow = (bytes: number) => `${Math.round(bytes / images)} B`;
  say(
    `\n${images.toLocaleString('en-US')} images, filled in ${fillSeconds.toFixed(0)} s: ${perRow(tableBytes)} a row, ${perRow(indexBytes)} of indexes\n`,
  );
  say('| statement | ms | pages | by |\n|---|---|---|---|');
  for (const { name, ms, pages, ways } of statements)
    say(`| ${name} | ${ms.toFixed(2)} | ${pages} | ${ways.join(', ')} |`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'fluxbatch-rows-'));
const settings = { DATA_DIR: dataDir, REDIS_URL: 'redis://none', S3_BUCKET: 'none', OPENAI_API_KEY: 'none' };
const parts = await startEmbeddedParts(settings, { durable: false });
try {
  const empty = new URL(parts.environment.DATABASE_URL ?? '');
  await migrate(empty.href);
  const measured: Measured[] = [];
  for (const images of numbers.length > 0 ? numbers : SIZES) {
    measured.push(await measure(await copyOf(empty, `rows_${images}`), images));
    tell(measured.at(-1) as Measured);
  }
  if (flags.includes('--json')) say(JSON.stringify(measured));
} finally {
  await parts.stop();
  await rm(dataDir, { recursive: true, force: true });
}
