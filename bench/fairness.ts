/**
 * `npm run bench -- fairness`: how long ten small batches take beside a huge one, as a multiple of what one takes alone, and of
 * what the ten take without the huge one.
 * How to read it: docs/benchmarks.md.
 *
 *   npm run bench -- fairness [--json]
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startOwnServers } from './service/own-servers.ts';
import { Api, end, launch, untilReady } from './service/service-side.ts';
import { freePort } from '#service/dev/free-port.js';
import { prefixOf, startCannedS3 } from '../stand-ins/canned-s3.ts';

const HUGE = 50_000;
const ACCOUNTS = 10;
const IMAGES_EACH = 10;
const ROUNDS = 3;
/** Seldom, because asking is work for the same processors; when a batch ended it says itself. */
const ASK_EVERY_MS = 200;
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
      const began = Date.now();
      let batch = await api.call<Batch>('POST', '/api/batches', { source: { connection, keys } });
      while (batch.endedAt === null) {
        await sleep(ASK_EVERY_MS);
        batch = await api.call<Batch>('GET', `/api/batches/${batch.id}`);
      }
      return Date.parse(batch.endedAt) - began;
    }),
  );
}

async function bench(callers: Caller[], owner: Caller) {
  const oneByOne = async (round: string) => {
    const times: number[] = [];
    for (const [n, caller] of callers.entries()) times.push(...(await small([caller], `${round}-${n}`)));
    return times;
  };
  const one: number[] = [];
  const alone: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(...(await oneByOne(`one-${round}`)));
    alone.push(...(await small(callers, `alone-${round}`)));
  }
  const source = { connection: owner.connection, prefix: prefixOf(HUGE) };
  const huge = await owner.api.call<Batch>('POST', '/api/batches', { source });
  while ((await owner.api.call<Batch>('GET', `/api/batches/${huge.id}`)).status === 'expanding') await sleep(200);
  await sleep(SWING_MS);
  const beside: number[] = [];
  const oneBeside: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    oneBeside.push(...(await oneByOne(`one-beside-${round}`)));
    beside.push(...(await small(callers, `beside-${round}`)));
  }
  const { endedAt } = await owner.api.call<Batch>('GET', `/api/batches/${huge.id}`);
  if (endedAt) throw new Error('The huge batch ended before the small ones; it was not beside them');
  await owner.api.call('POST', `/api/batches/${huge.id}/cancel`);
  return {
    one: { aloneMs: median(one), besideMs: median(oneBeside), longestMs: Math.max(...oneBeside) },
    ten: { aloneMs: median(alone), besideMs: median(beside), longestMs: Math.max(...beside) },
  };
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

interface Waits {
  aloneMs: number;
  besideMs: number;
  longestMs: number;
}

/** Medians, and what each is of the one without. */
function line({ aloneMs, besideMs, longestMs }: Waits): string {
  const multiple = (ms: number) => (ms / aloneMs).toFixed(2);
  const [alone, beside, longest] = [aloneMs, besideMs, longestMs].map(Math.round);
  return `${alone} ms without, ${beside} ms beside (longest ${longest} ms): ${multiple(besideMs)} (longest ${multiple(longestMs)})`;
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
  const { one, ten } = await bench(others, owner);
  say(
    `batches of ${IMAGES_EACH} images from ${ACCOUNTS} accounts, ${ROUNDS} rounds, without a batch of ${HUGE} and beside it`,
  );
  say(`one after the other: ${line(one)}`);
  say(`all at once: ${line(ten)}`);
  say(`all at once beside it, of one without: ${(ten.besideMs / one.aloneMs).toFixed(2)}`);
  if (process.argv.includes('--json')) say(JSON.stringify({ one, ten }));
} finally {
  await end(child);
  s3.stop();
  await servers.stop();
}
