import type { StripeEvent } from '../../stand-ins/stripe/objects.js';
import { Random } from '../worlds/random.js';
import { Actor, makeLife, type LifeStep } from './support/life.js';
import { DAY, openStage, type BillingStage } from './support/stage.js';
import { leftOfTopups, type TopupEntry } from './support/topups.js';
import { expectTrue } from './support/truth.js';

/** `npm run test:long -- billing` sets these; without them this is the short run of `npm test`. */
const FIRST = Number(process.env.BILLING_FIRST_SEED ?? '1');
const ORDERS = Number(process.env.BILLING_ORDERS ?? '8');
/** Accounts that live one life beside each other, each with its own order of events. */
const BESIDE = 4;

describe('events in any order', () => {
  let stage: BillingStage;

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it(`${ORDERS} orders from seed ${FIRST} end as if all had come in time`, async () => {
    const began = Date.now();
    let events = 0;
    for (let order = 0; order < ORDERS; order += BESIDE) {
      const seeds = Array.from({ length: Math.min(BESIDE, ORDERS - order) }, (_, index) => FIRST + order + index);
      events += await liveThrough(stage, seeds);
    }
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stderr.write(`no difference in ${ORDERS} orders, ${events} deliveries, ${seconds} seconds\n`);
  }, 7_200_000);
});

/** One life, lived in order by one account and in an order of its own by one for each seed. Answers the deliveries. */
async function liveThrough(stage: BillingStage, seeds: number[]): Promise<number> {
  const life = makeLife(new Random(seeds[0] ?? 0));
  const [orderly, ...others] = await Promise.all([0, ...seeds].map(() => makeActor(stage)));
  if (!orderly) throw new Error('Nobody lives');
  const all = [orderly, ...others];
  const randoms = seeds.map((seed) => new Random(seed));
  // How much of what waits comes after each act; to some comes nothing before the end.
  const parts = randoms.map((random) => random.pick([0, 0.15, 0.3, 0.6]));
  let deliveries = 0;
  for (const { wait, act } of life) {
    await stage.wait(wait);
    deal(stage, all);
    for (const actor of all) {
      await act(stage, actor);
      actor.waiting.push(...stage.standIn.deliveries.takeHeld());
    }
    deliveries += await deliverInOrder(stage, orderly);
    for (const [index, actor] of others.entries())
      deliveries += await deliverSome(stage, actor, randoms[index], parts[index] ?? 0);
  }
  deliveries += await deliverInOrder(stage, orderly);
  const expected = await endOf(stage, orderly);
  expectTrue(stage, orderly, expected);
  for (const [index, actor] of others.entries()) {
    deliveries += await deliverSome(stage, actor, randoms[index], 1);
    expectSame(await endOf(stage, actor), expected, `seed ${seeds[index]}`, life);
    await stage.service.client.expectSoundBooks();
  }
  return deliveries + (await liveOn(stage, all));
}

/** What they are granted in a period that begins when all have learned everything is the same too. */
async function liveOn(stage: BillingStage, all: Actor[]): Promise<number> {
  let deliveries = 0;
  await stage.wait(33 * DAY);
  deal(stage, all);
  const limits = [];
  for (const actor of all) {
    deliveries += await deliverInOrder(stage, actor);
    limits.push(await stage.limits(actor.id));
  }
  for (const one of limits) expect(one).toEqual(limits[0]);
  return deliveries;
}

async function makeActor(stage: BillingStage): Promise<Actor> {
  const anchor = '2026-01-15T08:00:00Z';
  return new Actor((await stage.service.client.account({ plan: 'free', anchor })).id);
}

/** Hands out what happened while the time went by. */
function deal({ standIn }: BillingStage, actors: Actor[]): void {
  for (const event of standIn.deliveries.takeHeld()) {
    const { customer } = event.data.object as { customer?: string };
    actors.find((actor) => actor.customer === customer)?.waiting.push(event);
  }
}

async function deliverInOrder(stage: BillingStage, actor: Actor): Promise<number> {
  const events = actor.waiting.splice(0);
  for (const event of events) await stage.deliver(event);
  return events.length;
}

/** Each of a part of what waits, up to three times, in any order and up to four at once. */
async function deliverSome(stage: BillingStage, actor: Actor, random = new Random(0), part: number): Promise<number> {
  const chosen = new Set(actor.waiting.filter(() => random.chance(part)));
  const again = (event: StripeEvent) => Array.from({ length: random.chance(0.3) ? random.int(2, 3) : 1 }, () => event);
  const deliveries = random.shuffled([...chosen].flatMap(again));
  // A copy of some arrives at another time too.
  actor.waiting = actor.waiting.filter((event) => !chosen.has(event) || (part < 1 && random.chance(0.1)));
  for (let from = 0; from < deliveries.length;) {
    const together = random.int(1, 4);
    await Promise.all(deliveries.slice(from, from + together).map((event) => stage.deliver(event)));
    from += together;
  }
  return deliveries.length;
}

/** The account's state, with names in the place of ids. */
async function endOf(stage: BillingStage, actor: Actor) {
  await stage.service.client.admin('GET', `/accounts/${actor.id}`);
  const { ledger, ...state } = await stage.state(actor.id);
  const left = leftOfTopups(ledger as TopupEntry[]).map(({ topup, ...one }) => ({
    topup: actor.names.get(topup),
    ...one,
  }));
  return { ...state, ledger: left.map((one) => JSON.stringify(one)).sort() };
}

function expectSame(end: object, expected: object, seed: string, life: LifeStep[]): void {
  const story = life.map(({ wait, what }) => `${(wait / 86_400).toFixed(1)} days on: ${what}`).join('\n');
  expect({ seed, story, ...end }).toEqual({ seed, story, ...expected });
}
