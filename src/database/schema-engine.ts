import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

/** For one transaction: an index may take longer to build than any statement may run otherwise. */
export const NO_TIME_LIMITS =
  'SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;';

const require = createRequire(import.meta.url);

/**
 * Prisma's schema engine from its WebAssembly package, on an ordinary driver adapter. The package is made for
 * bundlers, which would wire module and glue code together; here it is done by hand.
 */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  const gluePath = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const glue = await import(pathToFileURL(gluePath).href);
  const wasm = await readFile(gluePath.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as (() => void) | undefined)?.();
  const ignoreLog = () => {};
  const noDatamodels = { datamodels: [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']] };
  return glue.SchemaEngine.new(
    noDatamodels,
    ignoreLog,
    bindMigrationAwareSqlAdapterFactory(new WholeScriptAdapter(pool)),
  );
}

/**
 * Sends a migration to the server in one piece: all of it applies or nothing. The adapter as it comes cuts scripts
 * at every semicolon, also inside function bodies and comments, and commits each part by itself.
 */
class WholeScriptAdapter extends PrismaPg {
  constructor(private readonly pool: pg.Pool) {
    super(pool);
  }

  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script: string) => void (await this.pool.query(`${NO_TIME_LIMITS}\n${script}`));
    return adapter;
  }
}
