import { writeFile } from 'node:fs/promises';
import { runWorld, type WorldResult } from './run-world.js';
import { openStage, type Stage } from './stage.js';

/** `npm run test:long -- worlds` sets these; without them this is the short run of `npm test`. */
const FIRST = Number(process.env.WORLDS_FIRST_SEED ?? '1');
const SEEDS = Number(process.env.WORLDS_SEEDS ?? '12');
/** How often each seed is lived through: its operations are the same, how they interleave is up to the database. */
const TIMES = Number(process.env.WORLDS_TIMES ?? '1');
/** A file for the first failure, as JSON. */
const REPORT = process.env.WORLDS_REPORT;

describe('random worlds', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it(`${SEEDS} from seed ${FIRST} are as the model says`, async () => {
    const began = Date.now();
    const total = { worlds: 0, rounds: 0, operations: 0, refusals: 0, crashes: 0 };
    for (let life = 0; life < SEEDS * TIMES; life++) {
      const world = await runWorld(stage, FIRST + Math.floor(life / TIMES));
      total.worlds++;
      for (const figure of ['rounds', 'operations', 'refusals', 'crashes'] as const) total[figure] += world[figure];
      if (world.failure) await fail(world);
      if (total.worlds % 100 === 0) say({ ...total, seconds: (Date.now() - began) / 1000 });
    }
    say({ ...total, seconds: (Date.now() - began) / 1000 });
  }, 7_200_000);
});

async function fail({ seed, operations, failure }: WorldResult): Promise<never> {
  const { findings = [], story = '' } = failure ?? {};
  if (REPORT) await writeFile(REPORT, JSON.stringify({ seed, operations, findings }));
  const found = findings.map(({ foundBy, what }) => `${foundBy}: ${what}`);
  const again = `npm run test:long -- worlds --seed ${seed}`;
  throw new Error(`seed ${seed} failed; again: ${again}\n\n${found.join('\n')}\n\n${story}`);
}

function say(figures: Record<string, number>): void {
  const text = Object.entries(figures).map(([name, value]) => `${Math.round(value)} ${name}`);
  process.stderr.write(`no difference in ${text.join(', ')}\n`);
}
