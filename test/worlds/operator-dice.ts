import type { Operation } from './operation.js';
import type { Random } from './random.js';

interface Known {
  account: number;
  reference: string;
}

/** Throws top-ups, what becomes of them, and adjustments. It remembers their references, and uses some of them again. */
export class OperatorDice {
  private readonly topups: Known[] = [];
  private readonly reversals: Known[] = [];
  private readonly adjustments: (Operation & { kind: 'adjust' })[] = [];

  constructor(private readonly random: Random) {}

  grant(account: number, fresh = false): Operation {
    const credits = this.random.int(1, 60);
    const mine = this.topups.filter((topup) => topup.account === account);
    if (!fresh && mine.length > 0 && this.random.chance(0.25))
      return { kind: 'grant', account, credits, reference: this.random.pick(mine).reference };
    const adjusted = this.adjustments.filter((earlier) => earlier.account === account);
    if (!fresh && adjusted.length > 0 && this.random.chance(0.05))
      return { kind: 'grant', account, credits, reference: this.random.pick(adjusted).reference };
    const reference = `pay-${this.topups.length}`;
    this.topups.push({ account, reference });
    return { kind: 'grant', account, credits, reference };
  }

  reverse(account: number): Operation {
    const mine = this.topups.filter((topup) => topup.account === account);
    // The refund may come before the payment it belongs to, or for one that never was.
    const topup = mine.length > 0 ? this.random.pick(mine).reference : `pay-${this.topups.length}`;
    const known = this.reversals.filter((reversal) => reversal.account === account);
    const again = known.length > 0 && this.random.chance(0.25);
    const reference = again ? this.random.pick(known).reference : `refund-${this.reversals.length}`;
    if (!again) this.reversals.push({ account, reference });
    return { kind: 'reverse', account, credits: this.random.int(1, 50), reference, topup };
  }

  reinstate(account: number): Operation {
    const known = this.reversals.filter((reversal) => reversal.account === account);
    const reversal = known.length > 0 ? this.random.pick(known).reference : 'refund-never';
    return { kind: 'reinstate', account, reversal };
  }

  /** Told twice now and then, also with another content, and sometimes under the reference of a top-up. */
  adjust(account: number): Operation {
    const { random } = this;
    const amount = random.int(1, 60) * (random.chance(0.5) ? 1 : -1);
    const adjustment = {
      kind: 'adjust' as const,
      account,
      credit: random.pick(['compression', 'ai'] as const),
      amount,
    };
    const reason = random.pick(['outage', 'mistake'] as const);
    const mine = this.adjustments.filter((earlier) => earlier.account === account);
    const bought = this.topups.filter((topup) => topup.account === account);
    if (mine.length > 0 && random.chance(0.15)) return { ...random.pick(mine) };
    if (mine.length > 0 && random.chance(0.1)) return { ...adjustment, reason, reference: random.pick(mine).reference };
    if (bought.length > 0 && random.chance(0.05))
      return { ...adjustment, reason, reference: random.pick(bought).reference };
    const fresh = { ...adjustment, reason, reference: `adjust-${this.adjustments.length}` };
    this.adjustments.push(fresh);
    return fresh;
  }

  /** Percents and top-ups that an account wants to be told of. */
  alerts(account: number): Operation {
    const { random } = this;
    const percents = random.shuffled([5, 10, 25, 33, 50, 66, 75, 80, 90, 99, 100]).slice(0, random.int(1, 10));
    return {
      kind: 'alerts',
      account,
      percents: percents.toSorted((a, b) => a - b),
      topups: random.chance(0.7) ? random.int(1, 60) : null,
    };
  }
}
