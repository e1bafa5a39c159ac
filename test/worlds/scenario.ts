import { periodAt, startOf } from './calendar.js';
import { Dice } from './dice.js';
import type { Operation, Round, Scenario } from './operation.js';
import { PLAN_NAMES, type WorldPlan } from './plans.js';
import { Random } from './random.js';

const DAY_MS = 86_400_000;
/** Behind the opening. */
const ROUNDS = 8;
/** Far from UTC on both sides, with and without daylight saving, and half hours. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Pago_Pago'];
/** Month ends, leap days, clock changes, the first and the last moment of a day. */
const ANCHOR_DAYS = ['2027-01-31', '2027-01-30', '2027-01-29', '2028-02-29', '2027-12-31', '2027-02-28', '2027-10-31'];
const OTHER_DAYS = ['2027-03-28', '2027-04-30', '2027-05-31', '2028-01-31', '2027-08-15', '2027-03-14', '2027-11-07'];
const ANCHOR_TIMES = ['00:00:00.000', '23:59:59.999', '02:30:00.000', '12:00:00.000', '10:20:30.456', '00:30:00.000'];

/** Makes the world of a seed. Nothing here looks at what the service answers. */
export function makeScenario(seed: number): Scenario {
  const random = new Random(seed);
  const accounts = Array.from({ length: random.int(1, 3) }, () => makeAccount(random));
  const newest = Math.max(...accounts.map(({ anchor }) => anchor.getTime()));
  let clock = new Date(newest + random.int(0, random.chance(0.2) ? 900 : 40) * DAY_MS + random.int(0, DAY_MS));
  const start = clock;
  const dice = new Dice(random, accounts.length, clock);
  const rounds: Round[] = [{ clock, operations: dice.opening() }];
  for (let n = 0; n < ROUNDS; n++) {
    clock = laterClock(random, clock, accounts);
    dice.clock = clock;
    rounds.push(...makeRounds(random, dice, clock, accounts));
  }
  return { seed, start, zones: random.shuffled(ZONES).slice(0, random.int(1, 3)), accounts, rounds };
}

function makeAccount(random: Random): { plan: WorldPlan; anchor: Date } {
  const day = random.pick(random.chance(0.75) ? ANCHOR_DAYS : OTHER_DAYS);
  return { plan: random.pick(PLAN_NAMES), anchor: new Date(`${day}T${random.pick(ANCHOR_TIMES)}Z`) };
}

/** Often no move at all; else to a period's end exactly, just before, just behind, or past several of them. */
function laterClock(random: Random, clock: Date, accounts: Scenario['accounts']): Date {
  if (random.chance(0.5)) return new Date(clock.getTime() + random.int(0, 5_000));
  const end = nextEnd(random.pick(accounts).anchor, clock).getTime();
  const move = random.weighted({ end: 4, before: 2, behind: 2, days: 3, months: 2 });
  switch (move) {
    case 'end':
      return new Date(end);
    case 'before':
      return new Date(Math.max(clock.getTime(), end - 1));
    case 'behind':
      return new Date(end + random.int(1, 3_600_000));
    case 'days':
      return new Date(clock.getTime() + random.int(1, 20) * DAY_MS);
    case 'months':
      return new Date(clock.getTime() + random.int(32, 130) * DAY_MS);
  }
}

function nextEnd(anchor: Date, clock: Date): Date {
  return startOf(anchor, periodAt(anchor, clock) + 1);
}

function makeRounds(random: Random, dice: Dice, clock: Date, accounts: Scenario['accounts']): Round[] {
  const shape = random.weighted({ one: 3, mixed: 5, rush: 3, finish: 3, same: 2, parts: 3, wait: 2 });
  if (shape === 'wait') return [makeWait(random, dice, clock, accounts)];
  const clients = random.pick([8, 8, 8, 8, 8, 8, 12, 12, 12, 16, 16, 24, 32, 64]);
  const rounds = {
    one: () => [[dice.anything()]],
    mixed: () => [Array.from({ length: clients }, () => dice.anything())],
    rush: () => [dice.rush(clients)],
    finish: () => [dice.finish(clients)],
    same: () => [dice.same(random.int(2, clients))],
    parts: () => dice.parts(),
  }[shape]();
  return rounds.map((calls) => {
    const operations = calls.map((call) => (random.chance(0.12) ? withCrash(random, call) : call));
    return { clock, operations: onePlanEach(operations) };
  });
}

function withCrash(random: Random, operation: Operation): Operation {
  const by = random.weighted({ throw: 4, lost: 4, terminate: 2 });
  return { ...operation, crash: { by, before: random.int(0, 11) } };
}

/** Reservations and top-ups that wait for the row of one account while its period ends. */
function makeWait(random: Random, dice: Dice, clock: Date, accounts: Scenario['accounts']): Round {
  const account = random.int(0, accounts.length - 1);
  const end = nextEnd(accounts[account]?.anchor ?? clock, clock);
  const before = new Date(Math.max(clock.getTime(), end.getTime() - random.int(1, 10_000)));
  const operations = Array.from({ length: random.int(1, 8) }, () => dice.waiting(account));
  const months = random.chance(0.3) ? random.int(30, 70) * DAY_MS : 0;
  return { clock: before, waitUntil: new Date(end.getTime() + random.int(0, 1) + months), operations };
}

/** What is planned has no `seq` of its own; an account's plan changes once in a round, so the order is never in doubt. */
function onePlanEach(operations: Operation[]): Operation[] {
  const changed = new Set<number>();
  return operations.filter(({ kind, account }) => {
    if (kind !== 'plan' && kind !== 'terms') return true;
    const first = !changed.has(account);
    changed.add(account);
    return first;
  });
}
