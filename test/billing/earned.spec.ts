import { Random } from '../worlds/random.js';
import { boughtBy, moneyOf, PLANS } from './support/bought.js';
import { Switcher } from './support/switcher.js';
import { DAY, HOUR, openStage, type BillingStage } from './support/stage.js';

/** `npm run test:long -- earned` sets these; without them this is the short run of `npm test`. */
const FIRST = Number(process.env.EARNED_FIRST_SEED ?? '1');
const SEQUENCES = Number(process.env.EARNED_SEQUENCES ?? '40');
/** Accounts that live beside each other on one clock. */
const BESIDE = 40;
const TOGETHER = 400;
const ACTS = 8;
/** A year is paid by its seconds and credits come by the month: one of 28 days costs less than one of 31. */
const MONTHS_ARE_UNLIKE = 0.9;

/**
 * The rule "an allowance is earned with time" against the money of the other side: accounts switch plans, intervals and
 * anchors as they like and use all they can get. What they used and do not owe must never be more than what Stripe's paid
 * invoices are for, line by line.
 */
describe('switching plans', () => {
  it(`${SEQUENCES} sequences from seed ${FIRST} gain nothing`, async () => {
    for (let from = 0; from < SEQUENCES; from += TOGETHER) {
      await tryFrom(FIRST + from, Math.min(TOGETHER, SEQUENCES - from));
      process.stderr.write(`no difference in ${Math.min(SEQUENCES, from + TOGETHER)} sequences\n`);
    }
  }, 14_400_000);
});

/** On a stage of their own: the stand-in remembers all that it ever sold. */
async function tryFrom(first: number, count: number): Promise<void> {
  const stage = await openStage('api', PLANS);
  try {
    for (let from = 0; from < count; from += BESIDE) {
      const seeds = Array.from({ length: Math.min(BESIDE, count - from) }, (_, index) => first + from + index);
      await switchTogether(stage, seeds);
      await expectSoundCredits(stage);
    }
  } finally {
    await stage.close();
  }
}

async function switchTogether(stage: BillingStage, seeds: number[]): Promise<void> {
  const random = new Random(seeds[0] ?? 0);
  const switchers = await Promise.all(seeds.map((seed) => Switcher.open(stage, seed)));
  for (let act = 0; act < ACTS; act += 1) {
    for (const switcher of switchers) await switcher.act();
    for (const one of switchers) await expectNothingForFree(stage, one);
    const wait = random.weighted({ none: 2, minute: 3, hours: 3, days: 4, month: 2 });
    const seconds = {
      none: 0,
      minute: 60,
      hours: random.int(1, 30) * HOUR,
      days: random.int(1, 20) * DAY,
      month: 32 * DAY,
    };
    await stage.wait(seconds[wait]);
    for (const switcher of switchers) await switcher.learn();
  }
  for (const switcher of switchers) switcher.leave();
}

async function expectNothingForFree(stage: BillingStage, switcher: Switcher): Promise<void> {
  await switcher.useAll();
  const { used, owed } = await switcher.credits();
  const { credits, lines } = boughtBy(stage.standIn.store, switcher.customer);
  const seen = { story: switcher.story, used, owed, bought: credits, lines };
  expect({ ...seen, gained: Math.max(0, used - owed - Math.ceil(credits) - lines) }).toEqual({ ...seen, gained: 0 });
  // The stand-in takes at least what the plans cost for the time they were held: so the credits above are paid for.
  const { paid, price } = moneyOf(stage.standIn.store, switcher.customer);
  expect({ ...seen, short: paid < MONTHS_ARE_UNLIKE * price - lines }).toEqual({ ...seen, short: false });
}

async function expectSoundCredits(stage: BillingStage): Promise<void> {
  const { body } = await stage.service.client.admin<{ checks: { name: string; ok: boolean }[] }>('GET', '/audit');
  // These reservations have no batches behind them.
  const broken = body.checks.filter(({ ok, name }) => !ok && !name.includes('batch') && !name.includes('image'));
  expect(broken).toEqual([]);
}
