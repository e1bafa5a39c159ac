/**
 * `npm run bench -- workers`: images a second of one worker process and of two on the same machine, with one image in flight each
 * and with as many as by default, and how busy the machine's cores were. How to read it: docs/benchmarks.md.
 *
 *   npm run bench -- workers [--photos <how many>] [--json]
 */
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { PlainBucket } from './photos/bucket.ts';
import { upload } from './batches/measure.ts';
import { startOwnServers } from './service/own-servers.ts';
import { Camera } from './photos/pictures.ts';
import { SPLIT, startService } from './service/service-side.ts';
import { customersBucket } from '#service/dev/customers-bucket.js';

const ROUNDS = 2;
const WARM_UP_SHARE = 0.2;
const [FRONT = '', WORKER = ''] = SPLIT;

interface Crew {
  workers: number;
  /** Images in flight in each. */
  inFlight: number;
}

interface Measured extends Crew {
  imagesPerSecond: number;
  /** Share of all cores' time that was spent, by whomever. */
  busy: number;
}

const { values } = parseArgs({ options: { photos: { type: 'string', default: '200' }, json: { type: 'boolean' } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Time of all cores since they started, in milliseconds. */
function coreTime(): { all: number; idle: number } {
  const times = cpus().map(({ times }) => times);
  const sum = (of: (core: (typeof times)[number]) => number) => times.reduce((total, core) => total + of(core), 0);
  return {
    all: sum(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq),
    idle: sum(({ idle }) => idle),
  };
}

const servers = await startOwnServers();
const { environment, settings } = servers;
const bucket = new PlainBucket(customersBucket(settings));

async function run({ workers, inFlight }: Crew, keys: string[], prefix: string): Promise<Measured> {
  const roles = [FRONT, ...Array<string>(workers).fill(WORKER)];
  const service = await startService({ ...environment, WORKER_CONCURRENCY: String(inFlight) }, settings, roles);
  try {
    await service.run({ keys: keys.slice(0, Math.ceil(keys.length * WARM_UP_SHARE)), prefix: `${prefix}warm-up/` });
    const before = coreTime();
    const { seconds } = await service.run({ keys, prefix });
    const after = coreTime();
    const busy = 1 - (after.idle - before.idle) / (after.all - before.all);
    return { workers, inFlight, imagesPerSecond: keys.length / seconds, busy };
  } finally {
    await service.stop();
  }
}

try {
  const { keys } = await upload(bucket, 'photos', await (await Camera.load()).photos(Number(values.photos)));
  const crews = [1, settings.workerConcurrency].flatMap((inFlight) => [1, 2].map((workers) => ({ workers, inFlight })));
  const measured: Measured[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const crew of crews) {
      const one = await run(crew, keys, `results/${round}-${crew.workers}-${crew.inFlight}/`);
      measured.push(one);
      say(
        `round ${round}: ${crew.workers} worker${crew.workers > 1 ? 's' : ''} with ${crew.inFlight} in flight: ` +
          `${one.imagesPerSecond.toFixed(2)} images/s, cores ${Math.round(one.busy * 100)} % busy`,
      );
    }
  }
  const rate = ({ workers, inFlight }: Crew) =>
    measured
      .filter((one) => one.workers === workers && one.inFlight === inFlight)
      .reduce((sum, { imagesPerSecond }) => sum + imagesPerSecond / ROUNDS, 0);
  for (const inFlight of [1, settings.workerConcurrency]) {
    const ratio = rate({ workers: 2, inFlight }) / rate({ workers: 1, inFlight });
    say(`two workers against one, ${inFlight} in flight each: ${ratio.toFixed(2)} (mean of ${ROUNDS} rounds)`);
  }
  say(`${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.version}`);
  if (values.json) say(JSON.stringify({ cores: availableParallelism(), measured }));
} finally {
  bucket.close();
  await servers.stop();
}
