import { Attempt, Crashed } from './attempt.js';
import { Findings, type Finding } from './findings.js';
import { ModelWorld } from './model-world.js';
import { describeRound, type Operation, type Round, type Scenario } from './operation.js';
import { perform } from './perform.js';
import { replayRound } from './replay.js';
import { makeScenario } from './scenario.js';
import { OPERATOR, type Stage } from './stage.js';
import { compareStored } from './stored.js';

export interface WorldResult {
  seed: number;
  rounds: number;
  operations: number;
  crashes: number;
  refusals: number;
  /** What differed, and the rounds up to it; null for a sound world. */
  failure: { findings: Finding[]; story: string } | null;
}

/** Lives through the world of a seed, and stops at the first round in which service and model differ. */
export async function runWorld(stage: Stage, seed: number): Promise<WorldResult> {
  const scenario = makeScenario(seed);
  const world = await begin(stage, scenario);
  const result: WorldResult = { seed, rounds: 0, operations: 0, crashes: 0, refusals: 0, failure: null };
  const knownSeq = new Map<number, number>();
  const lived: Round[] = [];
  for (const round of chain(scenario.rounds, lastRounds(world))) {
    lived.push(round);
    const attempts = await runRound(stage, world, round, knownSeq);
    result.rounds = lived.length;
    result.operations += round.operations.length;
    result.crashes += attempts.filter(({ refusal }) => refusal instanceof Crashed).length;
    result.refusals += attempts.filter(({ refusal }) => refusal && !(refusal instanceof Crashed)).length;
    const findings = await check(stage, world, round, attempts);
    if (findings.length > 0) {
      return { ...result, failure: { findings, story: storyOf(scenario, lived) } };
    }
  }
  return result;
}

function* chain(first: Round[], then: Iterable<Round>): Generator<Round> {
  yield* first;
  yield* then;
}

function storyOf({ start, zones, accounts }: Scenario, rounds: Round[]): string {
  const head = `starts at ${start.toISOString()}, sessions in ${zones.join(', ')}`;
  const lines = accounts.map((account, index) => `account ${index} ${JSON.stringify(account)}`);
  return [head, ...lines, ...rounds.map(describeRound)].join('\n');
}

async function begin(stage: Stage, scenario: Scenario): Promise<ModelWorld> {
  await stage.clear(scenario.zones);
  await stage.setClock(scenario.start);
  const ids: string[] = [];
  for (const [index, { plan, anchor }] of scenario.accounts.entries()) {
    const given = { name: `Account ${index}`, email: 'world@example.com', plan, anchor };
    const { id } = (await stage.operator.create(OPERATOR, given)).account;
    await stage.makeKeys(id);
    ids.push(id);
  }
  return new ModelWorld(scenario, ids);
}

/** In the end every image ends, and everything that is held is settled or released by who comes by. */
function* lastRounds(world: ModelWorld): Generator<Round> {
  const { rounds } = world.scenario;
  const last = rounds.at(-1);
  const clock = last?.waitUntil ?? last?.clock ?? world.scenario.start;
  const sweep = { kind: 'settleLeftBehind', account: 0, limit: 1_000 } as const;
  yield { clock, operations: endsOfTheRest(world) };
  yield { clock, operations: [sweep, sweep, { kind: 'rollDue', account: 0, limit: 1_000 }] };
  yield { clock, operations: [sweep] };
}

function endsOfTheRest(world: ModelWorld): Operation[] {
  const reserved = world.scenario.rounds.flatMap(({ operations }) =>
    operations.filter(({ kind }) => kind === 'reserve'),
  );
  return reserved.flatMap((operation) => {
    const known = operation.kind === 'reserve' ? world.batches.get(world.batchId(operation.batch)) : undefined;
    if (operation.kind !== 'reserve' || !known) return [];
    const ends = known.images.flatMap(({ status, attempt }, index) =>
      status === 'processing' ? [{ image: index + 1, attempt, status: 'canceled' as const, described: false }] : [],
    );
    return ends.length > 0 ? [{ kind: 'end', account: operation.account, batch: operation.batch, ends }] : [];
  });
}

async function runRound(stage: Stage, world: ModelWorld, round: Round, known: Map<number, number>): Promise<Attempt[]> {
  await stage.setClock(round.clock);
  const [{ account } = { account: 0 }] = round.operations;
  const held = round.waitUntil ? await stage.holdRow(world.account(account).id) : null;
  const attempts: Attempt[] = [];
  let running = round.operations.length;
  const clients = round.operations.map(async (operation) => {
    const first = await attemptOnce(stage, world, operation, true, known);
    attempts.push(first);
    if (first.refusal instanceof Crashed) attempts.push(await attemptOnce(stage, world, operation, false, known));
    running--;
  });
  if (held && round.waitUntil) {
    await stage.untilWaiting(() => running);
    await stage.setClock(round.waitUntil);
    await held.release();
  }
  await Promise.all(clients);
  return attempts;
}

/** All three at every round: what each of them finds by itself is what the table of mutations shows. */
async function check(stage: Stage, world: ModelWorld, round: Round, attempts: Attempt[]): Promise<Finding[]> {
  const findings = new Findings();
  replayRound(world, attempts, round.waitUntil ?? round.clock, findings);
  await compareStored(stage, world, round, findings);
  const { checks } = await stage.audit();
  for (const { name, ok, detail } of checks) if (!ok) findings.add(`audit "${name}"`, detail);
  return findings.list;
}

async function attemptOnce(
  stage: Stage,
  world: ModelWorld,
  operation: Operation,
  mayCrash: boolean,
  known: Map<number, number>,
): Promise<Attempt> {
  const attempt = new Attempt(operation, mayCrash, known.get(operation.account) ?? 0, stage.terminate);
  try {
    attempt.answer = await stage.as(attempt, () => perform(stage, world, operation));
    const { seq = 0 } = (attempt.answer ?? {}) as { seq?: number };
    known.set(operation.account, Math.max(known.get(operation.account) ?? 0, seq));
  } catch (error) {
    attempt.refusal = error;
  }
  return attempt;
}
