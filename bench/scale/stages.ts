import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../service/service-side.ts';
import { prefixOf } from '../../stand-ins/canned-s3.ts';
import type { MemoryWatch } from './memory.ts';
import { readEverything, readReport } from './reading.ts';
import { OWN, type SlowStatement, type Statements } from './statements.ts';

const ASK_EVERY_MS = 200;
/** How long images are really worked on, before most of the rest is ended by hand. */
const WORK_MS = 15_000;
/** Ended by hand in one statement. */
const HAND_SET = 200;
/** By hand in a second: some ten times what workers on two cores make. Faster, and it measures the hand. */
const HAND_RATE = 2_000;
/** Ended by hand and not settled yet: more than workers could ever be ahead of the settler. */
const AHEAD_OF_SETTLER = 5_000;
/** What autovacuum would do in the hours that workers need: shares of the batch, as the table's own settings have them. */
const VACUUM_SHARE = 0.05;
const ANALYZE_SHARE = 0.02;
/** Share of a batch that is left to be canceled. */
const LEFT_TO_CANCEL = 0.1;

export interface Stage {
  name: string;
  seconds: number;
  /** What was measured besides, in words. */
  said: string;
  slowest: SlowStatement[];
  serviceMb: number;
  valkeyMb: number;
}

interface Batch {
  id: string;
  status: string;
  endedAt: string | null;
  images: { total: number; succeeded: number; failed: number; skipped: number; canceled: number };
}

export interface Bench {
  api: Api;
  connection: string;
  statements: Statements;
  memory: MemoryWatch;
  say(line: string): void;
}

/** One batch of so many images, through everything that touches all of them. */
export async function runStages(bench: Bench, images: number): Promise<Stage[]> {
  const stages: Stage[] = [];
  const stage = async (name: string, work: () => Promise<string>) => {
    await bench.statements.reset();
    bench.memory.begin();
    const began = performance.now();
    const said = await work();
    const seconds = (performance.now() - began) / 1000;
    const measured = { name, seconds, said, slowest: await bench.statements.slowest(4), ...(await bench.memory.end()) };
    bench.say(line(images, measured));
    stages.push(measured);
  };
  let id = '';
  await stage('expand', async () => {
    const began = performance.now();
    id = (await submit(bench, images, {})).id;
    const answered = performance.now() - began;
    await until(bench, id, ({ status }) => status !== 'expanding');
    const rate = images / ((performance.now() - began) / 1000);
    return `POST ${answered.toFixed(0)} ms, ${rate.toFixed(0)} rows/s`;
  });
  await stage('work', async () => {
    const before = (await read(bench, id)).images.succeeded;
    await sleep(WORK_MS);
    const { succeeded } = (await read(bench, id)).images;
    return `${((succeeded - before) / (WORK_MS / 1000)).toFixed(0)} images/s, dispatched, worked on and settled`;
  });
  await stage('settle', async () => {
    const ended = await endByHand(bench, id, images);
    await until(bench, id, (batch) => done(batch) >= ended);
    return `${ended} outcomes written by hand, settled by the service`;
  });
  // What was ended by hand left its traces at once; workers would have needed hours, and autovacuum had come by.
  await bench.statements.client.query(`VACUUM ${OWN} (ANALYZE) images`);
  await stage('read', () => readEverything(bench.api, id));
  await stage('report', () => readReport(bench.api, id));
  await stage('cancel', () => cancel(bench, id));
  await stage('fail', async () => {
    const { id: failing } = await submit(bench, images, { ai: { altText: true } });
    const { status, images: counts } = await until(bench, failing, ({ endedAt }) => endedAt !== null);
    return `${status} after the listing, for lack of credits, ${counts.skipped} skipped`;
  });
  await stage('cancel while expanding', async () => {
    const { id: half } = await submit(bench, images, {});
    await until(bench, half, (batch) => batch.images.total > images / 2 || batch.status !== 'expanding');
    return cancel(bench, half);
  });
  return stages;
}

function line(images: number, { name, seconds, said, slowest, serviceMb, valkeyMb }: Stage): string {
  const [worst] = slowest;
  const sql = worst ? `${worst.ms.toFixed(1)} ms` : '-';
  const head = `${String(images).padStart(8)} ${name.padEnd(23)}${seconds.toFixed(1).padStart(7)} s`;
  return `${head}  service ${serviceMb} MB  Valkey ${valkeyMb} MB  slowest SQL ${sql}  ${said}`;
}

function submit({ api, connection }: Bench, images: number, rest: object): Promise<Batch> {
  const source = { connection, prefix: prefixOf(images) };
  return api.call<Batch>('POST', '/api/batches', { source, compress: { format: 'webp' }, ...rest });
}

function read({ api }: Bench, id: string): Promise<Batch> {
  return api.call<Batch>('GET', `/api/batches/${id}`);
}

async function until(bench: Bench, id: string, wanted: (batch: Batch) => boolean): Promise<Batch> {
  for (;;) {
    const batch = await read(bench, id);
    if (wanted(batch)) return batch;
    await sleep(ASK_EVERY_MS);
  }
}

function done({ images: { succeeded, failed, skipped, canceled } }: Batch): number {
  return succeeded + failed + skipped + canceled;
}

/** What hours of workers would write: outcomes, one in fifty of them a failure. Answers how many the batch has then. */
async function endByHand(bench: Bench, id: string, images: number): Promise<number> {
  const { statements } = bench;
  const wanted = Math.floor(images * (1 - LEFT_TO_CANCEL));
  // By the index that has them in order; between two looks of ANALYZE the planner would rather sort all that are left.
  await statements.client.query(`SET ${OWN} enable_sort = off`);
  const text = `UPDATE ${OWN} images SET ended_at = clock_timestamp(), in_bytes = 20000, out_bytes = 9000,
      status = CASE WHEN key LIKE '%25.jpg' OR key LIKE '%75.jpg' THEN 'failed' ELSE 'succeeded' END,
      reason = CASE WHEN key LIKE '%25.jpg' THEN 'corrupt' WHEN key LIKE '%75.jpg' THEN 'timeout' END
    WHERE id = ANY (ARRAY(SELECT id FROM images WHERE batch_id = $1 AND status = 'pending' AND key > $2
      ORDER BY key LIMIT $3 FOR UPDATE SKIP LOCKED)) RETURNING key`;
  let ended = Number(
    (
      await statements.client.query(`SELECT ${OWN} count(*) FROM images WHERE batch_id = $1 AND ended_at IS NOT NULL`, [
        id,
      ])
    ).rows[0].count,
  );
  const first = ended;
  const began = performance.now();
  for (let behind = '', asked = ended; ended < wanted;) {
    const early = (ended - first) / HAND_RATE - (performance.now() - began) / 1000;
    await sleep(Math.max(0, early * 1000));
    // Seldom, because each look is a call to the service.
    if (ended - asked >= AHEAD_OF_SETTLER / 2) {
      asked = ended;
      await until(bench, id, (batch) => ended - done(batch) < AHEAD_OF_SETTLER);
    }
    const { rows } = await statements.client.query<{ key: string }>(text, [
      id,
      behind,
      Math.min(HAND_SET, wanted - ended),
    ]);
    if (rows.length === 0) break;
    behind =
      rows
        .map(({ key }) => key)
        .sort()
        .at(-1) ?? behind;
    ended += rows.length;
    const isDue = (share: number) => ended % (images * share) < rows.length;
    if (isDue(VACUUM_SHARE)) await statements.client.query(`VACUUM ${OWN} images`);
    if (isDue(ANALYZE_SHARE)) await statements.client.query(`ANALYZE ${OWN} images`);
  }
  return ended;
}

async function cancel(bench: Bench, id: string): Promise<string> {
  const began = performance.now();
  await bench.api.call('POST', `/api/batches/${id}/cancel`, {});
  const answered = performance.now() - began;
  const { status, images } = await until(bench, id, ({ endedAt }) => endedAt !== null);
  return `answered in ${answered.toFixed(0)} ms, ${status}, ${images.canceled} canceled`;
}
