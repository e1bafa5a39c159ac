import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import type { Environment } from '../../../src/config/environment.js';
import { Client } from '../../support/client.js';
import { ownRedisUrl, serversEnvironment } from '../../support/environment.js';
import { stoppable } from '../../support/leftovers.js';
import { scratchDatabase } from '../../support/scratch-database.js';
import { startWatchdog } from './watchdog.js';

const HERE = fileURLToPath(new URL('../../../', import.meta.url));
/** Another checkout may be attacked, to see that the attacks succeed there: `npm run test:attack -- --service <folder>`. */
const ATTACKED = process.env.ATTACK_SERVICE || HERE;
const READY = 'Fluxbatch runs';
/** Nobody may be kept waiting for longer while an attack runs, on two cores. */
const LONGEST_GAP_MS = 500;

export interface ServiceProcess {
  pid: number;
  port: number;
  /** Memory that the process holds now, in bytes. */
  memory(): Promise<number>;
  kill(): Promise<void>;
}

/**
 * A service in production's shape: every role in processes of its own, two APIs and two workers, on a database that it migrates
 * itself. A bystander polls it all the while.
 */
export async function startStage(given: Environment = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-attack-'));
  const database = await scratchDatabase();
  const redis = new Redis(ownRedisUrl());
  await redis.flushdb();
  const ports = await freePorts(2);
  const secrets = {
    ADMIN_TOKEN: randomBytes(24).toString('hex'),
    METRICS_TOKEN: randomBytes(24).toString('hex'),
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
  const environment: Environment = {
    ...serversEnvironment(),
    ...secrets,
    PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    DATABASE_URL: database.url,
    REDIS_URL: ownRedisUrl(),
    DATA_DIR: folder,
    // Callers come through a balancer, so an attacker may have as many addresses as it likes.
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_LEVEL: 'warn',
    ...given,
  };
  const scheduler = await startProcess('scheduler', environment);
  const [first, second] = await Promise.all(
    ports.map((port) => startProcess('api', { ...environment, PORT: String(port) })),
  );
  const workers = await Promise.all([1, 2].map(() => startProcess('worker', environment)));
  const all = [scheduler, first!, second!, ...workers];
  const apis = ports.map((port) => new Client(`http://127.0.0.1:${port}`, secrets.ADMIN_TOKEN)) as [Client, Client];
  const bystander = await apis[0].account();
  for (const api of apis) await warmUp(api, bystander.key);
  const watchdog = await startWatchdog(apis[0].url, bystander.key);
  let isOver = false;
  const stop = stoppable(async () => {
    await watchdog.stop();
    await Promise.all(all.map((each) => each.kill()));
    redis.disconnect();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    apis,
    api: apis[0],
    processes: { apis: [first!, second!] as const, workers },
    environment,
    bystander,
    redis,
    folder,
    query: (sql: string, ...values: unknown[]) => database.query(sql, values),
    /** What the processes have printed, for what must not stand in logs. */
    printed: () => all.map((each) => each.printed()).join('\n'),
    /** How long the bystander has waited at most until now. */
    longestGap: () => watchdog.longestGap(),
    /** The end of a suite: nobody was kept waiting, no process died, the books are right. */
    async end(): Promise<void> {
      if (isOver) return;
      isOver = true;
      const gap = await watchdog.stop();
      process.stdout.write(
        `the bystander waited ${Math.round(gap.ms)} ms at most (${gap.polls} polls, ${gap.where})\n`,
      );
      expect(all.filter((each) => !each.isRunning()).map((each) => each.printed())).toEqual([]);
      await apis[0].expectSoundBooks();
      await stop();
      expect(gap.ms).toBeLessThanOrEqual(LONGEST_GAP_MS);
    },
  };
}
export type Stage = Awaited<ReturnType<typeof startStage>>;

async function startProcess(role: string, environment: Environment) {
  const child = spawn(process.execPath, ['--no-warnings', join(ATTACKED, 'dist/main.js')], {
    cwd: ATTACKED,
    env: { PATH: process.env.PATH, HEALTH_PORT: '0', ...environment, ROLE: role },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const isReady = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes: Buffer) => {
        printed += bytes.toString('utf8');
        if (printed.includes(READY)) resolve();
      });
    }
  });
  const ended = once(child, 'exit').then(() =>
    Promise.reject(new Error(`The ${role} ended:\n${printed.slice(-3_000)}`)),
  );
  await Promise.race([isReady, ended]);
  ended.catch(() => {});
  return {
    pid: child.pid ?? 0,
    printed: () => printed,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    memory: () => memoryOf(child),
    async kill(): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

/** A process that has just begun compiles its code with the first calls; that is no attack. */
async function warmUp(api: Client, token: string): Promise<void> {
  for (let call = 0; call < 50; call += 1) await api.call('GET', '/api/usage', { token });
}

async function memoryOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  return Promise.all(
    servers.map(async (server) => {
      const { port } = server.address() as { port: number };
      server.close();
      await once(server, 'close');
      return port;
    }),
  );
}
