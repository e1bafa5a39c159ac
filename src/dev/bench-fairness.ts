/**
 * `npm run bench:fairness`: how long ten small batches take beside a huge one, as a multiple of what one takes alone, and of
 * what the ten take without the huge one.
 * How to read it: docs/benchmarks.md.
 *
 *   npm run bench:fairness -- [--json]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startOwnServers } from './bench/own-servers.js';
import { Api, end, launch, untilReady } from './bench/service-side.js';
import { freePort } from './free-port.js';
import { prefixOf, startCannedS3 } from './scale/canned-s3.js';

const HUGE = 50_000;
const ACCOUNTS = 10;
const IMAGES_EACH = 10;
const ROUNDS = 3;
const ASK_EVERY_MS = 25;
/** The huge batch is in full swing by then. */
const SWING_MS = 3_000;

interface Batch {
  id: string;
  endedAt: string | null;
  status: string;
  images: { total: number };
}
interface Caller {
  api: Api;
  connection: string;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** All submit at once; milliseconds until each has ended. */
async function small(callers: Caller[], round: string): Promise<number[]> {
  return Promise.all(
    callers.map(async ({ api, connection }, caller) => {
      const keys = Array.from({ length: IMAGES_EACH }, (_, n) => `small/${round}/${caller}/${n}.jpg`);
      const began = performance.now();
      let batch = await api.call<Batch>('POST', '/api/batches', { source: { connection, keys } });
      while (batch.endedAt === null) {
        await sleep(ASK_EVERY_MS);
        batch = await api.call<Batch>('GET', `/api/batches/${batch.id}`);
      }
      return performance.now() - began;
    }),
  );
}

async function bench(callers: Caller[], owner: Caller) {
  const one: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const caller of callers) one.push(...(await small([caller], `one-${round}-${callers.indexOf(caller)}`)));
    alone.push(...(await small(callers, `alone-${round}`)));
  }
  const source = { connection: owner.connection, prefix: prefixOf(HUGE) };
  const huge = await owner.api.call<Batch>('POST', '/api/batches', { source });
  while ((await owner.api.call<Batch>('GET', `/api/batches/${huge.id}`)).status === 'expanding') await sleep(200);
  await sleep(SWING_MS);
  const beside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) beside.push(...(await small(callers, `beside-${round}`)));
  const { endedAt } = await owner.api.call<Batch>('GET', `/api/batches/${huge.id}`);
  if (endedAt) throw new Error('The huge batch ended before the small ones; it was not beside them');
  await owner.api.call('POST', `/api/batches/${huge.id}/cancel`);
  return { oneMs: median(one), aloneMs: median(alone), besideMs: median(beside), longestMs: Math.max(...beside) };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const servers = await startOwnServers();
const { environment, settings } = servers;
const s3 = await startCannedS3();
const port = await freePort();
const child = launch({ ...environment, PORT: String(port), LOG_LEVEL: 'error', ROLE: 'api,worker,scheduler' });
try {
  const operator = new Api(`http://${settings.host}:${port}`);
  await untilReady(operator, [child]);
  const credentials = { bucket: 'canned', accessKeyId: 'any', secretAccessKey: 'any' };
  const bucket = { ...settings.ownBucket, endpoint: s3.endpoint, ...credentials };
  const callers: Caller[] = [];
  for (let n = 0; n <= ACCOUNTS; n += 1) callers.push(await operator.newAccount(settings, bucket));
  const [owner, ...others] = callers;
  if (!owner) throw new Error('No account was made');
  const { oneMs, aloneMs, besideMs, longestMs } = await bench(others, owner);
  say(`${ACCOUNTS} accounts with ${IMAGES_EACH} images each, ${ROUNDS} rounds`);
  say(
    `one of them alone: ${oneMs.toFixed(0)} ms; the ten without the batch of ${HUGE}: ${aloneMs.toFixed(0)} ms (medians)`,
  );
  say(`the ten beside it: ${besideMs.toFixed(0)} ms (median), ${longestMs.toFixed(0)} ms (longest)`);
  const multiple = (ms: number) => `${(besideMs / ms).toFixed(2)} (longest ${(longestMs / ms).toFixed(2)})`;
  say(`a multiple of one alone: ${multiple(oneMs)}; of the ten alone: ${multiple(aloneMs)}`);
  if (process.argv.includes('--json')) say(JSON.stringify({ oneMs, aloneMs, besideMs, longestMs }));
} finally {
  await end(child);
  s3.stop();
  await servers.stop();
}
