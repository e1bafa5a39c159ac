import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

/** One in a process: its glue code knows only the last. */
export function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine>;
