import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';

/** The compiled code: the servers are a process of their own, which cannot run TypeScript. */
const EMBEDDED = new URL('../../dist/dev/embedded.js', import.meta.url).href;
const { startEmbeddedParts } = (await import(EMBEDDED)) as typeof import('../../src/dev/embedded.js');
const FAST = { durable: false };
const ALL_GIVEN = {
  DATABASE_URL: 'postgresql://user:password@db/fluxbatch',
  REDIS_URL: 'redis://cache',
  S3_BUCKET: 'ours',
  OPENAI_API_KEY: 'key',
  ADMIN_TOKEN: 'a-token-of-the-operator',
  ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
};

let DATA_DIR: string;

beforeEach(async () => {
  DATA_DIR = await mkdtemp(join(tmpdir(), 'fluxbatch-dev-'));
});
afterEach(() => rm(DATA_DIR, { recursive: true, force: true }));

test('starts nothing in production', async () => {
  await expect(startEmbeddedParts({ NODE_ENV: 'production', DATA_DIR })).rejects.toThrow('NODE_ENV=production');
});

test('starts and makes nothing when all is given', async () => {
  const parts = await startEmbeddedParts({ ...ALL_GIVEN, DATA_DIR: join(DATA_DIR, 'unused') });
  expect(parts.started).toEqual([]);
  expect(parts.environment).toMatchObject(ALL_GIVEN);
  await expect(stat(join(DATA_DIR, 'unused'))).rejects.toThrow('ENOENT');
  await parts.stop();
});

test('starts only what is missing', async () => {
  const parts = await startEmbeddedParts({ ...ALL_GIVEN, REDIS_URL: '', DATA_DIR });
  expect(parts.started).toEqual(['Valkey']);
  expect(parts.environment).toMatchObject({ ...ALL_GIVEN, REDIS_URL: expect.stringContaining('127.0.0.1') as string });
  const redis = new Redis(parts.environment.REDIS_URL ?? '');
  expect(await redis.eval("return redis.call('set', KEYS[1], ARGV[1])", 1, 'key', 'value')).toBe('OK');
  await redis.quit();
  await parts.stop();
});

test('keeps its data and secrets over a restart, and leaves no process behind', async () => {
  const first = await startEmbeddedParts({ DATA_DIR }, FAST);
  expect(first.started).toEqual(['PostgreSQL', 'Valkey', 'S3 emulator', 'OpenAI stand-in']);
  await query(first.environment, 'create table kept as select 42 as answer');
  const pids = await serverPids();
  await first.stop();
  expect(pids.filter(isAlive)).toEqual([]);

  const second = await startEmbeddedParts({ DATA_DIR }, FAST);
  expect(await query(second.environment, 'select answer from kept')).toEqual([{ answer: 42 }]);
  expect(second.environment.ENCRYPTION_KEY).toBe(first.environment.ENCRYPTION_KEY);
  expect(Buffer.from(second.environment.ENCRYPTION_KEY ?? '', 'base64')).toHaveLength(32);
  expect((await stat(join(DATA_DIR, 'encryption-key'))).mode & 0o777).toBe(0o600);
  await second.stop();
});

test('the S3 emulator has the same address after a restart, and another only when that is taken', async () => {
  const onlyS3 = { ...ALL_GIVEN, S3_BUCKET: '', DATA_DIR };
  const addressAtStart = async () => {
    const parts = await startEmbeddedParts(onlyS3);
    await parts.stop();
    return parts.environment.S3_ENDPOINT ?? '';
  };
  const first = await addressAtStart();
  expect(await addressAtStart()).toBe(first);

  const other = createServer().listen(Number(new URL(first).port), '127.0.0.1');
  await once(other, 'listening');
  const second = await addressAtStart();
  expect(second).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second).not.toBe(first);
  other.close();
  await once(other, 'close');
  expect(await addressAtStart()).toBe(second);

  await writeFile(join(DATA_DIR, 's3-port'), 'nonsense');
  expect(await addressAtStart()).toMatch(/:\d+$/);
});

test('two processes that start together agree on the encryption key', async () => {
  const { ENCRYPTION_KEY: _, ...given } = ALL_GIVEN;
  const starts = Array.from({ length: 8 }, () => startEmbeddedParts({ ...given, DATA_DIR }));
  const keys = (await Promise.all(starts)).map((parts) => parts.environment.ENCRYPTION_KEY);
  expect(new Set(keys).size).toBe(1);
});

test('two run side by side on two folders, but not on one', async () => {
  const [one, two] = await Promise.all([
    startEmbeddedParts({ DATA_DIR: join(DATA_DIR, 'one') }, FAST),
    startEmbeddedParts({ DATA_DIR: join(DATA_DIR, 'two') }, FAST),
  ]);
  await expect(startEmbeddedParts({ DATA_DIR: join(DATA_DIR, 'one') }, FAST)).rejects.toThrow(
    /Another Fluxbatch .* is using/,
  );
  expect(await query(one.environment, 'select 1 as one')).toEqual([{ one: 1 }]);
  await Promise.all([one.stop(), two.stop()]);
});

test('nothing outlives a service that was killed', async () => {
  const service = await startService();
  const pids = await serverPids();
  service.kill('SIGKILL');
  await eventually(() => !pids.some(isAlive));
});

test('starts over the PostgreSQL that outlived its keeper, and the work is still there', async () => {
  const service = await startService();
  const [keeper, postmaster] = await serverPids();
  process.kill(keeper, 'SIGKILL');
  service.kill('SIGKILL');
  await eventually(() => !isAlive(keeper));
  expect(isAlive(postmaster)).toBe(true);

  const parts = await startEmbeddedParts({ DATA_DIR }, FAST);
  expect(await query(parts.environment, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(isAlive(postmaster)).toBe(false);
  await parts.stop();
});

test('says what PostgreSQL said when it does not start', async () => {
  await (await startEmbeddedParts({ DATA_DIR }, FAST)).stop();
  await rm(join(DATA_DIR, 'postgres', 'global'), { recursive: true });
  await expect(startEmbeddedParts({ DATA_DIR }, FAST)).rejects.toThrow(/PostgreSQL did not start:\n.*global/s);
});

/** A process that starts the embedded parts as the service does. */
async function startService(): Promise<ChildProcess> {
  const script = `
    import { startEmbeddedParts } from ${JSON.stringify(EMBEDDED)};
    await startEmbeddedParts({ DATA_DIR: ${JSON.stringify(DATA_DIR)} }, { durable: false });
    console.log('up');
    setInterval(() => {}, 1000);`;
  const service = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(service.stdout, 'data');
  return service;
}

/** The process that keeps the servers, and PostgreSQL's own. */
async function serverPids(): Promise<[keeper: number, postmaster: number]> {
  const { pid } = JSON.parse(await readFile(join(DATA_DIR, 'lock'), 'utf8')) as { pid: number };
  const postmaster = await readFile(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8');
  return [pid, Number.parseInt(postmaster, 10)];
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

/** Ended, but its new parent has not taken note; in a container that may take long. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function eventually(isSo: () => boolean): Promise<void> {
  for (const began = Date.now(); !isSo(); await sleep(20)) {
    if (Date.now() - began > 20_000) throw new Error('It did not become so within 20 s');
  }
}

async function query(environment: Record<string, string | undefined>, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: environment.DATABASE_URL });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
