/**
 * `npm run bench -- batches`: images/s of whole batches through the service, as a ratio of a bare loop on the same machine in the
 * same run. What is compared and how to read it: docs/benchmarks.md.
 *
 *   npm run bench -- batches [--json] [--split] [--photos folder]
 *
 * `--json` prints one JSON line last; `--split` gives the workers a process of their own; `--photos` takes the JPEG files below
 * a folder instead of made-up photos.
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { ownEnvironment, type Environment } from '#service/config/environment.js';
import type { Settings } from '#service/config/settings.js';
import { PlainBucket } from './photos/bucket.ts';
import { startLoop } from './batches/loop-side.ts';
import { measure, upload, type Workload } from './batches/measure.ts';
import { startOwnServers } from './service/own-servers.ts';
import { photosBelow } from './photos/photo-folder.ts';
import { Camera } from './photos/pictures.ts';
import { figuresOf, table } from './batches/report.ts';
import { ONE_PROCESS, SPLIT, startService } from './service/service-side.ts';
import type { Side } from './batches/side.ts';
import { customersBucket } from '#service/dev/customers-bucket.js';

const PHOTOS = 200;
const THUMBNAILS = 1_000;
/** Odd, so that a median is one of them. */
const ROUNDS = 3;

const { values: wanted } = parseArgs({
  options: { json: { type: 'boolean' }, split: { type: 'boolean', default: false }, photos: { type: 'string' } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const cleanups: (() => Promise<unknown>)[] = [];
let cleaning: Promise<void> | undefined;

async function bench(): Promise<void> {
  const { WORKER_CONCURRENCY } = ownEnvironment();
  const { environment, settings, stop } = await startOwnServers({ WORKER_CONCURRENCY });
  cleanups.push(stop);
  const bucket = new PlainBucket(customersBucket(settings));
  const workloads = await prepare(bucket);
  const sides = await startSides(environment, settings);
  const figures = [];
  for (const workload of workloads) {
    figures.push(figuresOf(await measure(workload, sides, { rounds: ROUNDS, bucket, say })));
  }
  const machine = { cores: availableParallelism(), cpu: cpus()[0]?.model ?? 'unknown', node: process.version };
  const inFlight = settings.workerConcurrency;
  const { cores, cpu, node } = machine;
  say(table(figures));
  say(`
${cores} cores (${cpu}), Node ${node}, ${inFlight} images in flight, ${ROUNDS} rounds`);
  if (wanted.json) say(JSON.stringify({ machine, inFlight, rounds: ROUNDS, split: wanted.split, workloads: figures }));
}

async function prepare(bucket: PlainBucket): Promise<Workload[]> {
  say('making photos and thumbnails');
  const camera = await Camera.load();
  const photos = wanted.photos ? await photosBelow(wanted.photos) : await camera.photos(PHOTOS);
  return [
    await upload(bucket, 'photos', photos),
    await upload(bucket, 'thumbnails', await camera.thumbnails(THUMBNAILS)),
  ];
}

async function startSides(environment: Environment, settings: Settings): Promise<Side[]> {
  const sides = [startLoop('bare loop', settings), startLoop('engine loop', settings)];
  cleanups.push(...sides.map((side) => () => side.stop()));
  const service = await startService(environment, settings, wanted.split ? SPLIT : ONE_PROCESS);
  cleanups.push(() => service.stop());
  return [...sides, service];
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
  // What is cut off by a signal fails in its own way.
  if (!cleaning) process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
