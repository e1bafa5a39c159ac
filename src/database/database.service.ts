import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';

/** One SQL operation with a name: PostgreSQL keeps its plan under it. One whose name is empty is planned at each run. */
export interface Statement {
  name: string;
  text: string;
}

/** Whatever can run a statement: the pool, or one transaction. Rooms take it as an argument. */
export interface Sql {
  /** Rows of the answer. `bigint` columns are JavaScript numbers: no count here comes near 2^53. */
  run<Row extends object>(statement: Statement, values?: unknown[]): Promise<Row[]>;
}

/** Names an SQL operation. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

/** Connections of one process. Measured best near 16 for hot rows: more only wait for each other. */
const POOL_SIZE = 16;
const CONNECT_TIMEOUT_MS = 10_000;
/** No statement of ours needs as long; a lock held by a dead client must not stop the service. */
const STATEMENT_TIMEOUT_MS = 60_000;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The `pg` pool: the door for hot SQL. Prisma uses the same pool for everything else. */
@Injectable()
export class Database implements Sql, OnApplicationShutdown {
  readonly pool: pg.Pool;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.pool = new pg.Pool({
      connectionString: settings.databaseUrl,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
      application_name: 'fluxbatch',
    });
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => {});
  }

  async run<Row extends object>(sql: Statement, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>({ ...sql, values })).rows;
  }

  /** Runs `work` in one transaction at READ COMMITTED; a throw rolls back. Nothing slow or external inside. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const noteBroken = (error: Error) => (broken = error);
    // A connection that dies between two statements says so here; without a listener that would end the process.
    client.on('error', noteBroken);
    try {
      await client.query('BEGIN');
      const result = await work({
        run: async <Row extends object>(sql: Statement, values: unknown[] = []) =>
          (await client.query<Row>({ ...sql, values })).rows,
      });
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(noteBroken);
      throw error;
    } finally {
      client.off('error', noteBroken);
      client.release(broken);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** Runs `work` in the transaction that `sql` is, or in one of its own when `sql` is the pool. */
export function inTransaction<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  return sql instanceof Database ? sql.transaction(work) : work(sql);
}

/** True when a statement failed because a unique index already holds that value. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (index === undefined || constraint === index);
}
