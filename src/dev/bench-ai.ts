/**
 * `npm run bench:ai`: images a second of a batch that has its images described by an AI which takes 300 ms, as a share of what
 * the same batch makes without. How to read it: docs/benchmarks.md.
 *
 *   npm run bench:ai -- [--photos <how many>] [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ownEnvironment } from '../config/environment.js';
import { readSettings } from '../config/settings.js';
import { PlainBucket } from './bench/bucket.js';
import { upload } from './bench/measure.js';
import { Camera } from './bench/pictures.js';
import { Api, end, launch, untilReady } from './bench/service-side.js';
import { startEmbeddedParts } from './embedded.js';
import { freePort } from './free-port.js';

const LATENCY_MS = 300;
const ROUNDS = 3;
const ASK_EVERY_MS = 250;

interface Batch {
  id: string;
  startedAt: string;
  endedAt: string | null;
  images: { succeeded: number };
  credits: { ai: { used: number } };
}

const { values } = parseArgs({ options: { photos: { type: 'string', default: '100' }, json: { type: 'boolean' } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Images a second of one batch; each goes to a place of its own and asks what was not asked before. */
async function run(api: Api, connection: string, keys: string[], pass: string, withAi: boolean): Promise<number> {
  const ai = withAi ? { altText: true, seoRename: true, context: pass } : undefined;
  const request = { source: { connection, keys }, destination: { key: `results/${pass}/{name}.{ext}` }, ai };
  const began = Date.now();
  let batch = await api.call<Batch>('POST', '/api/batches', request);
  while (batch.endedAt === null) {
    await sleep(ASK_EVERY_MS);
    batch = await api.call<Batch>('GET', `/api/batches/${batch.id}`);
  }
  const described = withAi ? keys.length : 0;
  if (batch.images.succeeded !== keys.length || batch.credits.ai.used !== described) {
    throw new Error(`Not all images of ${pass} succeeded and were described`);
  }
  return keys.length / ((Date.parse(batch.endedAt) - began) / 1000);
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

const dataDir = await mkdtemp(join(tmpdir(), 'fluxbatch-ai-'));
const parts = await startEmbeddedParts({ DATA_DIR: dataDir });
const port = await freePort();
const environment = { ...ownEnvironment(), NODE_ENV: '', HOST: '', PUBLIC_URL: '', ...parts.environment };
const settings = readSettings(environment);
const bucket = new PlainBucket(settings.ownBucket);
const child = launch({ ...environment, PORT: String(port), LOG_LEVEL: 'error', ROLE: 'api,worker,scheduler' });
try {
  const standIn = new URL('/stand-in/conditions', settings.openai?.baseUrl);
  await fetch(standIn, { method: 'POST', body: JSON.stringify({ latencyMs: LATENCY_MS }) });
  const workload = await upload(bucket, 'photos', await (await Camera.load()).photos(Number(values.photos)));
  const operator = new Api(`http://${settings.host}:${port}`);
  await untilReady(operator, [child]);
  const { api, connection } = await operator.newAccount(settings);
  const { keys, megapixels } = workload;
  await run(api, connection, keys.slice(0, Math.ceil(keys.length / 5)), 'warm-up', true);
  const rounds: { without: number; withAi: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    // Who goes first takes turns too.
    const order = round % 2 === 1 ? [false, true] : [true, false];
    const rates = new Map<boolean, number>();
    for (const withAi of order) rates.set(withAi, await run(api, connection, keys, `${round}-${withAi}`, withAi));
    const [without, withAi] = [rates.get(false) ?? 0, rates.get(true) ?? 0];
    say(
      `round ${round}: ${without.toFixed(2)} images/s without, ${withAi.toFixed(2)} with AI: ${(withAi / without).toFixed(2)}`,
    );
    rounds.push({ without, withAi });
  }
  const ratio = median(rounds.map(({ without, withAi }) => withAi / without));
  say(
    `${keys.length} photos of ${megapixels.toFixed(0)} megapixels together, ${settings.workerConcurrency} in flight, ` +
      `${LATENCY_MS} ms an answer: ${ratio.toFixed(2)} of the images/s without AI (median of ${ROUNDS} rounds)`,
  );
  if (values.json) say(JSON.stringify({ images: keys.length, latencyMs: LATENCY_MS, rounds, ratio }));
} finally {
  bucket.close();
  await end(child);
  await parts.stop();
  await rm(dataDir, { recursive: true, force: true });
}
