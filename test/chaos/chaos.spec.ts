import { writeFile } from 'node:fs/promises';
import { paintFiles, type SourceFile } from './bucket.js';
import { nameOf } from './inject.js';
import { LONG, SHORT } from './plan.js';
import { runSeed, type SeedResult } from './run-seed.js';
import { Servers } from './servers.js';

/** `npm run test:long -- chaos` sets these; without them this is the short run of `npm test`. */
const { CHAOS_SEEDS, CHAOS_FIRST_SEED = '1', CHAOS_TIMES = '1', CHAOS_LANES = '1' } = process.env;
const FIRST = Number(CHAOS_FIRST_SEED);
const SEEDS = Number(CHAOS_SEEDS ?? '1');
const TIMES = Number(CHAOS_TIMES);
/** Seeds played at the same time, each lane on servers of its own. */
const LANES = Math.min(Number(CHAOS_LANES), SEEDS * TIMES);
const MEASURE = CHAOS_SEEDS ? LONG : SHORT;
/** A file for the first seed that fails, as JSON; nothing is played after it. */
const REPORT = process.env.CHAOS_REPORT;

describe('chaos', () => {
  let files: SourceFile[];
  const lanes: Servers[] = [];

  beforeAll(async () => {
    files = await paintFiles();
    lanes.push(...(await Promise.all(Array.from({ length: LANES }, () => Servers.start()))));
  });
  afterAll(() => Promise.all(lanes.map((servers) => servers.stop())), 120_000);

  it(`${SEEDS} seeds from ${FIRST}: every promise holds whatever dies`, async () => {
    const began = Date.now();
    const results: SeedResult[] = [];
    let next = 0;
    await Promise.all(lanes.map(playLane));
    const bad = results.filter(({ findings }) => findings.length > 0);
    say(totals(results, (Date.now() - began) / 1000));
    for (const result of bad) say(failureOf(result));
    // No more than that: Jest takes minutes over a long message.
    expect(bad.map(({ plan }) => plan.seed)).toEqual([]);

    async function playLane(servers: Servers): Promise<void> {
      while (next < SEEDS * TIMES && !isDecided()) {
        const result = await runSeed(servers, files, FIRST + Math.floor(next++ / TIMES), MEASURE);
        results.push(result);
        say(lineOf(result));
        if (result.findings.length > 0) await report(result);
      }
    }

    function isDecided(): boolean {
      return Boolean(REPORT) && results.some(({ findings }) => findings.length > 0);
    }
  }, 14_400_000);
});

async function report({ plan, findings }: SeedResult): Promise<void> {
  if (REPORT) await writeFile(REPORT, JSON.stringify({ seed: plan.seed, findings }));
}

function lineOf({ plan, batches, seconds, findings }: SeedResult): string {
  const images = batches.flatMap(({ images }) => images);
  const faults = countsOf(plan.faults.map(nameOf));
  const ends = countsOf(images.map(({ status, reason }) => (reason ? `${status} ${reason}` : status)));
  const again = images.filter(({ attempts }) => attempts > 1).length;
  const verdict = findings.length === 0 ? 'sound' : `${findings.length} VIOLATIONS`;
  return (
    `seed ${plan.seed}: ${verdict}, ${plan.faults.length} faults (${faults}), ${batches.length} batches ` +
    `(${countsOf(batches.map(({ batch }) => batch.status))}), ${images.length} images (${ends}; ${again} tried again), ` +
    `${seconds.toFixed(0)} s`
  );
}

function totals(results: SeedResult[], seconds: number): string {
  const sum = (of: (result: SeedResult) => number) => results.reduce((total, result) => total + of(result), 0);
  return (
    `${results.length} seeds, ${sum(({ plan }) => plan.faults.length)} faults, ` +
    `${sum(({ batches }) => batches.length)} batches, ` +
    `${sum(({ batches }) => batches.flatMap(({ images }) => images).length)} images, ` +
    `${sum(({ findings }) => findings.length)} violations, ${seconds.toFixed(0)} s`
  );
}

function failureOf({ plan, findings }: SeedResult): string {
  const found = findings.map(({ foundBy, what }) => `${foundBy}: ${what}`);
  const story = plan.faults.map((fault) => `  ${(fault.at / 1000).toFixed(1)} s  ${nameOf(fault)}, ${fault.ms} ms`);
  const again = `npm run test:long -- chaos --seed ${plan.seed}`;
  return (
    `seed ${plan.seed} failed. The plan is the same each time, the timing is not: ${again} plays it five times.\n` +
    `${found.join('\n')}\n${story.join('\n')}`
  );
}

function countsOf(words: string[]): string {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => (count > 1 ? `${count} ${word}` : word)).join(', ') || 'none';
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
