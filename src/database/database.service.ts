import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { SETTINGS } from '../config/config.module.js';
import type { DatabaseSettings } from '../config/operating-settings.js';
import type { Settings } from '../config/settings.js';
import { MetricsService } from '../observability/metrics.service.js';

/** One SQL operation with a name: PostgreSQL keeps its plan under it. One whose name is empty is planned at each run. */
export interface Statement {
  name: string;
  text: string;
}

/** Whatever can run a statement: the pool, or one transaction. Rooms take it as an argument. */
export interface Sql {
  /** Rows of the answer. `bigint` columns are JavaScript numbers: no count here comes near 2^53. */
  run<Row extends object>(statement: Statement, values?: unknown[]): Promise<Row[]>;
  /** Tells of what was written, once it is committed; at once when each statement commits by itself. For figures, not for work. */
  afterCommit(tell: () => void): void;
}

/** Names an SQL operation. */
export function statement(name: string, text: string): Statement {
  return { name, text };
}

const CONNECT_TIMEOUT_MS = 10_000;

pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** The `pg` pool: the door for hot SQL. Prisma uses the same pool for everything else. */
@Injectable()
export class DatabaseService implements Sql, OnApplicationShutdown {
  readonly pool: pg.Pool;

  private readonly pooler: boolean;

  constructor(@Inject(SETTINGS) { databaseUrl, database }: Settings, metrics: MetricsService) {
    this.pooler = database.pooler;
    this.pool = new pg.Pool({
      connectionString: databaseUrl,
      max: database.poolSize,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: 'fluxbatch',
      ...(this.pooler ? {} : timeLimits(database)),
    });
    watchPool(this.pool, metrics);
    // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => {});
  }

  async run<Row extends object>(sql: Statement, values: unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(this.query(sql, values))).rows;
  }

  afterCommit(tell: () => void): void {
    tell();
  }

  /** Runs `work` in one transaction at READ COMMITTED; a throw rolls back. Nothing slow or external inside. */
  async transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    const noteBroken = (error: Error) => (broken = error);
    const committed: (() => void)[] = [];
    // A connection that dies between two statements says so here; without a listener that would end the process.
    client.on('error', noteBroken);
    try {
      await client.query('BEGIN');
      const result = await work({
        run: async <Row extends object>(sql: Statement, values: unknown[] = []) =>
          (await client.query<Row>(this.query(sql, values))).rows,
        afterCommit: (tell) => committed.push(tell),
      });
      await client.query('COMMIT');
      for (const tell of committed) tell();
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(noteBroken);
      throw error;
    } finally {
      client.off('error', noteBroken);
      client.release(broken);
    }
  }

  /** Runs `work` as `transaction` does, answers what it brings, and takes all of it back. */
  async rehearse<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    let brought: { value: T } | undefined;
    const takeBack = new Error('Rehearsed');
    await this.transaction(async (sql) => {
      brought = { value: await work(sql) };
      throw takeBack;
    }).catch((error: unknown) => {
      if (error !== takeBack) throw error;
    });
    if (!brought) throw new Error('Nothing was rehearsed');
    return brought.value;
  }

  /** @throws when the database does not answer. */
  async ping(): Promise<void> {
    // The empty query: it goes to the server and back, and does nothing there.
    await this.pool.query('');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  /** A plan is kept under a name by one connection, and behind a pooler the next statement may come by another. */
  private query({ name, text }: Statement, values: unknown[]): pg.QueryConfig {
    return this.pooler ? { text, values } : { name, text, values };
  }
}

/** A statement that hangs, or waits for a lock of a dead client, must not stop the service. A pooler refuses them: see decisions.md. */
function timeLimits({ statementTimeoutMs, lockTimeoutMs }: DatabaseSettings): pg.PoolConfig {
  return {
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
  };
}

/** Those that wait for a connection say that the pool is too small, or a statement too slow. */
function watchPool(pool: pg.Pool, metrics: MetricsService): void {
  const help = 'Connections of this process to PostgreSQL, and statements that wait for one';
  const connections = metrics.gauge('fluxbatch_database_connections', help, ['state']);
  metrics.reading('database pool', async () => {
    connections.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
    connections.set({ state: 'idle' }, pool.idleCount);
    connections.set({ state: 'waited_for' }, pool.waitingCount);
  });
}

/** Runs `work` in the transaction that `sql` is, or in one of its own when `sql` is the pool. */
export function inTransaction<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  return sql instanceof DatabaseService ? sql.transaction(work) : work(sql);
}

/** True when a statement failed because a unique index already holds that value. */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const { code, constraint } = error as { code?: string; constraint?: string };
  return code === '23505' && (index === undefined || constraint === index);
}
