/**
 * `npm run bench -- scale`: batches of 10,000, 100,000 and 1,000,000 images through the service, on an S3 that makes them up.
 * What is measured and how to read it: docs/benchmarks.md.
 *
 *   npm run bench -- scale [--json] [--statements] [sizes...]
 *
 * `--statements` prints the slowest statements of each stage; `--json` prints one JSON line last.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownEnvironment, type Environment } from '#service/config/environment.js';
import { readSettings } from '#service/config/settings.js';
import { Api, end, launch, untilReady } from './service/service-side.ts';
import { startEmbeddedParts } from '#service/dev/embedded.js';
import { freePort } from '#service/dev/free-port.js';
import { startCannedS3 } from '../stand-ins/canned-s3.ts';
import { MemoryWatch } from './scale/memory.ts';
import { runStages, type Bench } from './scale/stages.ts';
import { Statements } from './scale/statements.ts';

const SIZES = [10_000, 100_000, 1_000_000];
const UNSET = { NODE_ENV: '', HOST: '', PUBLIC_URL: '' };
/** Too few AI credits for any of the sizes: a batch that asks for them fails behind its listing. */
const PLANS = { plans: { agency: { ai: 100 } } };

const flags = process.argv.slice(2);
const numbers = flags.filter((flag) => /^\d+$/.test(flag)).map(Number);
const sizes = numbers.length > 0 ? numbers : SIZES;
const say = (line: string) => process.stdout.write(`${line}\n`);
const cleanups: (() => unknown)[] = [];
let cleaning: Promise<void> | undefined;

async function bench(): Promise<void> {
  const environment = await startParts();
  const s3 = await startCannedS3();
  cleanups.push(() => s3.stop());
  const measured = [];
  for (const images of sizes) measured.push({ images, stages: await measure(environment, s3.endpoint, images) });
  const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
  say(`\n${machine.cores} cores (${machine.cpu}), Node ${machine.node}`);
  if (flags.includes('--json')) say(JSON.stringify({ machine, measured }));
}

/** Started twice: the database counts its statements only when it is told so before a start. */
async function startParts(): Promise<Environment> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fluxbatch-scale-'));
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }));
  const first = await startEmbeddedParts({ DATA_DIR: dataDir });
  await Statements.loadAtStart(first.environment.DATABASE_URL ?? '').finally(() => first.stop());
  const parts = await startEmbeddedParts({ DATA_DIR: dataDir });
  cleanups.push(() => parts.stop());
  const PLANS_FILE = join(dataDir, 'plans.json');
  await writeFile(PLANS_FILE, JSON.stringify(PLANS));
  return { ...ownEnvironment(), ...UNSET, ...parts.environment, PLANS_FILE };
}

/** A service of its own for each size: its memory is to start from the same. */
async function measure(environment: Environment, endpoint: string, images: number) {
  const port = await freePort();
  const settings = readSettings(environment);
  const child = launch({ ...environment, PORT: String(port), LOG_LEVEL: 'error', ROLE: 'api,worker,scheduler' });
  const stop = () => end(child);
  cleanups.push(stop);
  const operator = new Api(`http://${settings.host}:${port}`);
  await untilReady(operator, [child]);
  const bucket = { ...settings.ownBucket, endpoint, bucket: 'canned', accessKeyId: 'any', secretAccessKey: 'any' };
  const { api, connection } = await operator.newAccount(settings, bucket);
  const statements = await Statements.open(settings.databaseUrl);
  const memory = new MemoryWatch(child.pid ?? 0, settings.redis.url);
  try {
    const stages = await runStages({ api, connection, statements, memory, say } satisfies Bench, images);
    if (flags.includes('--statements')) {
      for (const { name, slowest } of stages) {
        say(`\n${name}`);
        for (const { ms, totalMs, calls, text } of slowest) {
          say(`${ms.toFixed(1).padStart(9)} ms at most, ${totalMs} ms in ${calls} calls: ${text}`);
        }
      }
    }
    return stages;
  } finally {
    memory.close();
    await statements.close();
    await stop();
  }
}

/** Once, however often it is asked for; in reverse, because what was started last may need what was started first. */
function cleanUp(): Promise<void> {
  const run = async () => {
    for (let stop = cleanups.pop(); stop; stop = cleanups.pop()) await stop();
  };
  return (cleaning ??= run());
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void cleanUp().finally(() => process.exit(130)));
}

try {
  await bench();
} catch (error) {
  if (!cleaning) process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
