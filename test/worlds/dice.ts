import type { Action, EndStatus, ImageEnd, Operation, ReserveOperation } from './operation.js';
import type { Terms } from '../../src/billing/terms.js';
import { OperatorDice } from './operator-dice.js';
import { PLAN_NAMES } from './plans.js';
import type { Random } from './random.js';
import { KEYS as API_KEYS } from './spending.js';

const KINDS = {
  reserve: 9,
  end: 6,
  settle: 5,
  settleLeftBehind: 1,
  retry: 1,
  close: 1,
  usage: 3,
  announce: 0.6,
  roll: 1.5,
  rollDue: 1.5,
  plan: 2,
  terms: 2.5,
  grant: 2.5,
  reverse: 2,
  reinstate: 1,
  adjust: 2,
  alerts: 1,
  budget: 2,
} as const;

/** Throws operations for the accounts of a world. It remembers what it threw, so that it can come back to it. */
export class Dice {
  private readonly batches: (ReserveOperation & { account: number })[] = [];
  private readonly operator: OperatorDice;

  constructor(
    private readonly random: Random,
    private readonly accounts: number,
    /** When what is thrown happens. */
    public clock: Date,
  ) {
    this.operator = new OperatorDice(random);
  }

  /** Top-ups bought before anything else, so that they are there when the plan's credits run out. */
  opening(): Operation[] {
    const accounts = Array.from({ length: this.accounts }, (_, account) => account);
    return accounts.flatMap((account) =>
      Array.from({ length: this.random.int(0, 2) }, () => this.operator.grant(account, true)),
    );
  }

  anything(): Operation {
    return this.of(this.random.weighted(KINDS), this.someAccount());
  }

  /** Many reservations on one account, alike in size as they are when credits run out. */
  rush(count: number): Operation[] {
    const account = this.someAccount();
    const images = this.random.int(1, 12);
    const ai = this.random.chance(0.75);
    return Array.from({ length: count }, () => this.reserve(account, images, ai));
  }

  /** The ends of a few batches in any order, some told twice and some contradicted, while several settle. */
  finish(count: number): Operation[] {
    const chosen = Array.from({ length: 3 }, () => this.someBatch());
    const operations = Array.from({ length: count }, () => {
      const batch = this.random.pick(chosen);
      if (!batch) return this.of('usage', this.someAccount());
      return this.random.chance(0.6) ? this.end(batch) : { kind: 'settle' as const, ...placeOf(batch) };
    });
    return this.random.shuffled(operations);
  }

  /** One batch too large for what the plan has left, paid for with top-ups too and settled part by part: calls in turn. */
  parts(): Operation[][] {
    const account = this.someAccount();
    const batch = this.batches.length;
    const images = this.random.int(15, 30);
    const operation = {
      kind: 'reserve' as const,
      account,
      batch,
      images,
      ai: true,
      inPart: inPart(batch),
      key: `key-${batch}`,
    };
    this.batches.push(operation);
    const settle = { kind: 'settle' as const, ...placeOf(operation) };
    return [
      [this.operator.grant(account, true)],
      [operation],
      [this.end(operation)],
      [settle, this.end(operation)],
      [settle],
    ];
  }

  /** One call, sent again and again. */
  same(times: number): Operation[] {
    const operation = this.anything();
    return Array.from({ length: times }, () => operation);
  }

  /** What has to wait for the account's row. */
  waiting(account: number): Operation {
    if (this.random.chance(0.15)) return this.budget(account);
    return this.random.chance(0.8) ? this.reserve(account) : this.operator.grant(account, true);
  }

  private of(kind: Action['kind'], account: number): Operation {
    const { random } = this;
    const batch = this.someBatch();
    switch (kind) {
      case 'end':
        return batch ? this.end(batch) : this.reserve(account);
      case 'retry':
        return batch ? { kind, ...placeOf(batch), images: this.someImages(batch.images) } : this.reserve(account);
      case 'settle':
      case 'close':
        return batch ? { kind, ...placeOf(batch) } : this.reserve(account);
      case 'settleLeftBehind':
      case 'rollDue':
        return { kind, account, limit: random.int(1, 5) };
      case 'plan':
        return { kind, account, plan: random.pick(PLAN_NAMES), ...this.when() };
      case 'terms':
        return { kind, account, terms: this.terms() };
      case 'grant':
        return this.operator.grant(account);
      case 'reverse':
        return this.operator.reverse(account);
      case 'reinstate':
        return this.operator.reinstate(account);
      case 'alerts':
        return this.operator.alerts(account);
      case 'adjust':
        return this.operator.adjust(account);
      case 'reserve':
        return this.reserve(account);
      case 'budget':
        return this.budget(account);
      default:
        return { kind, account };
    }
  }

  private reserve(account: number, images = this.someSize(), ai = this.random.chance(0.75)): Operation {
    const earlier = this.batches.filter((batch) => batch.account === account);
    // A client that never got its answer asks again; another uses a key twice by mistake.
    if (earlier.length > 0 && this.random.chance(0.08)) return { ...this.random.pick(earlier) };
    const batch = this.batches.length;
    const misused = earlier.length > 0 && this.random.chance(0.04) ? this.random.pick(earlier).key : null;
    const operation = {
      kind: 'reserve' as const,
      account,
      batch,
      images,
      ai,
      inPart: inPart(batch),
      key: misused ?? `key-${batch}`,
    };
    this.batches.push(operation);
    return operation;
  }

  private end(batch: ReserveOperation & { account: number }): Operation {
    const { random } = this;
    const only = random.chance(0.3) ? random.pick(['succeeded', 'canceled', 'failed'] as const) : null;
    const numbers = random.chance(0.5) ? range(batch.images) : this.someImages(batch.images);
    const ends = random.shuffled(numbers).map((image): ImageEnd => {
      const status: EndStatus = only ?? random.weighted({ succeeded: 6, failed: 2, skipped: 1, canceled: 1 });
      // The AI may have answered before the image failed.
      const described = batch.ai && random.chance(status === 'succeeded' ? 0.9 : 0.1);
      return { image, attempt: random.chance(0.9) ? 1 : 2, status, described };
    });
    return { kind: 'end', ...placeOf(batch), ends };
  }

  private when() {
    const at = this.random.pick(['now', 'now', 'periodEnd'] as const);
    const allowance = this.random.pick(['full', 'prorated', 'left out', 'left out'] as const);
    return at === 'now' && allowance !== 'left out' ? { at, allowance } : { at };
  }

  /** A subscription that began now, a while ago or after a trial, is paid or not, and may end or become another one. */
  private terms(): Terms {
    const { random } = this;
    const plan = random.pick(PLAN_NAMES);
    const next = random.chance(0.3) ? { plan: random.pick(PLAN_NAMES), at: this.instant(-5, 60) } : null;
    const since = random.chance(0.4) ? this.instant(-40, 1) : null;
    const paidUntil = plan !== 'free' && random.chance(0.7) ? this.instant(-40, 40) : null;
    const of = { subscriptionId: 'sub_1', status: 'active', live: true, renewsAt: null };
    return { ...of, plan, next, since, paidUntil, anchor: this.instant(-70, 25) };
  }

  /** So many days from now: whole days of now's moment, or any instant. */
  private instant(least: number, most: number): Date {
    const days = this.random.int(least, most) * 86_400_000;
    return new Date(this.clock.getTime() + days + (this.random.chance(0.5) ? 0 : this.random.int(0, 86_400_000)));
  }

  private budget(account: number): Operation {
    const { random } = this;
    const limit = () => (random.chance(0.35) ? null : random.int(0, 60));
    return { kind: 'budget', account, key: random.pick(API_KEYS), compression: limit(), ai: limit() };
  }

  private someAccount(): number {
    return this.random.int(0, this.accounts - 1);
  }

  private someBatch(): (ReserveOperation & { account: number }) | null {
    // Mostly the newest: old ones have ended.
    const recent = this.random.chance(0.7) ? this.batches.slice(-12) : this.batches;
    return recent.length > 0 ? this.random.pick(recent) : null;
  }

  private someSize(): number {
    return this.random.int(1, this.random.chance(0.25) ? 30 : 10);
  }

  private someImages(count: number): number[] {
    return this.random.shuffled(range(count)).slice(0, this.random.int(1, count));
  }
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function placeOf({ account, batch }: { account: number; batch: number }) {
  return { account, batch };
}

/** Every fourth batch is content with a part. */
function inPart(batch: number): boolean {
  return batch % 4 === 3;
}
