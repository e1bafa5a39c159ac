#!/usr/bin/env node
/**
 * Prisma's schema engine from its WebAssembly package, which the tests hold our migrations against. Run as a program it is the
 * engine that the Prisma CLI starts and talks to (`PRISMA_SCHEMA_ENGINE_BINARY`), in the place of one that would be downloaded:
 * a line of JSON-RPC for each call, on standard input and output.
 */
import { readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const require = createRequire(import.meta.url);
const NO_TABLES = 'datasource db {\n  provider = "postgresql"\n}\n';

/** The package is made for bundlers, which would wire module and glue code together; here it is done by hand. */
export async function openSchemaEngine(pool) {
  const gluePath = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(pathToFileURL(gluePath).href);
  const wasm = await readFile(gluePath.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool));
  return glue.SchemaEngine.new({ datamodels: [['schema.prisma', NO_TABLES]] }, () => {}, adapter);
}

async function serve() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: { datasource: { type: 'string' }, datamodels: { type: 'string' } },
  });
  const engine = await openSchemaEngine(new pg.Pool({ connectionString: JSON.parse(values.datasource).url }));
  // The CLI first asks whether the database can be reached.
  if (positionals.includes('cli')) {
    await engine.version();
    process.exit(0);
  }
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method, params } = JSON.parse(line);
    const answer = await engine[method](params).then(
      (result) => ({ result }),
      (error) => ({ error: { code: 4466, message: String(error), data: { is_panic: false, message: String(error) } } }),
    );
    process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id, ...answer })}\n`);
  }
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) await serve();
