/**
 * `npm run bench -- ai`: images a second of a batch that has its images described by an AI which takes 300 ms, as a share of what
 * the same batch makes without. How to read it: docs/benchmarks.md.
 *
 *   npm run bench -- ai [--photos folder] [--json]
 *
 * `--photos` takes the JPEG files below a folder instead of made-up photos.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PlainBucket } from './photos/bucket.ts';
import { startCannedOpenAi } from '../stand-ins/canned-openai.ts';
import { upload } from './batches/measure.ts';
import { startOwnServers } from './service/own-servers.ts';
import { photosBelow } from './photos/photo-folder.ts';
import { Camera } from './photos/pictures.ts';
import { Api, end, launch, untilReady } from './service/service-side.ts';
import { customersBucket } from '#service/dev/customers-bucket.js';
import { freePort } from '#service/dev/free-port.js';

const LATENCY_MS = 300;
const PHOTOS = 300;
const ROUNDS = 3;
/** A machine that slows down in the course of a round slows both alike. */
const ORDER = [false, true, true, false];
const ASK_EVERY_MS = 250;

interface Batch {
  id: string;
  startedAt: string;
  endedAt: string | null;
  images: { succeeded: number };
  credits: { ai: { used: number } };
}

const { values } = parseArgs({ options: { photos: { type: 'string' }, json: { type: 'boolean' } } });
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Seconds that one batch takes; each goes to a place of its own and asks what was not asked before. */
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
  return (Date.parse(batch.endedAt) - began) / 1000;
}

const openAi = await startCannedOpenAi(LATENCY_MS);
const servers = await startOwnServers(openAi.environment);
const { environment, settings } = servers;
const port = await freePort();
const bucket = new PlainBucket(customersBucket(settings));
const child = launch({ ...environment, PORT: String(port), LOG_LEVEL: 'error', ROLE: 'api,worker,scheduler' });
try {
  const photos = values.photos ? await photosBelow(values.photos) : await (await Camera.load()).photos(PHOTOS);
  const workload = await upload(bucket, 'photos', photos);
  const operator = new Api(`http://${settings.host}:${port}`);
  await untilReady(operator, [child]);
  const { api, connection } = await operator.newAccount(settings, customersBucket(settings));
  const { keys, megapixels } = workload;
  await run(api, connection, keys.slice(0, Math.ceil(keys.length / 5)), 'warm-up', true);
  const rounds: { without: number; withAi: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const seconds = { without: 0, withAi: 0 };
    for (const [turn, asks] of ORDER.entries()) {
      seconds[asks ? 'withAi' : 'without'] += await run(api, connection, keys, `${round}-${turn}`, asks);
    }
    const [without, withAi] = [(2 * keys.length) / seconds.without, (2 * keys.length) / seconds.withAi];
    say(
      `round ${round}: ${without.toFixed(2)} images/s without, ${withAi.toFixed(2)} with AI: ${(withAi / without).toFixed(2)}`,
    );
    rounds.push({ without, withAi });
  }
  const ratio = rounds.reduce((sum, { without, withAi }) => sum + withAi / without, 0) / rounds.length;
  say(
    `${keys.length} photos of ${megapixels.toFixed(0)} megapixels together, ${settings.workerConcurrency} in flight, ` +
      `${LATENCY_MS} ms an answer: ${ratio.toFixed(2)} of the images/s without AI (mean of ${ROUNDS} rounds)`,
  );
  if (values.json) say(JSON.stringify({ images: keys.length, latencyMs: LATENCY_MS, rounds, ratio }));
} finally {
  bucket.close();
  await end(child);
  await servers.stop();
  openAi.stop();
}
