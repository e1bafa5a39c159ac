import { KINDS, type Kind, type ModelPeriod } from './model-period.js';
import type { ModelReservation } from './model-reservation.js';
import { ModelTopups } from './model-topups.js';
import type { ModelAdjustment } from './model-words.js';

/**
 * What has happened to an account (reservations, top-up moves, periods) and no counter at all: each figure is a sum over that,
 * asked for when it is needed. What a period owes is worked out from the periods before it.
 */
export class ModelFigures {
  readonly periods: ModelPeriod[] = [];
  readonly reservations = new Map<string, ModelReservation>();
  readonly moves = new ModelTopups();
  readonly adjustments: ModelAdjustment[] = [];
  paidUntil: Date | null = null;
  /** What the account wants to be told of: percents of its allowances, and below how many free top-ups. */
  percents = [80, 100];
  lowTopups: number | null = null;

  get current(): ModelPeriod {
    const period = this.periods.at(-1);
    if (!period) throw new Error('An account always has a period');
    return period;
  }

  /** The columns that running and closed periods have in common. */
  figures(period: ModelPeriod) {
    const [compression, ai] = [this.taken(period, 'compression'), this.taken(period, 'ai')];
    return {
      period_no: period.no,
      period_start: period.start,
      period_end: period.end,
      plan: period.plan,
      compression_limit: period.limit.compression,
      compression_used: compression.used,
      compression_reserved: compression.held,
      compression_carried: this.carriedInto(period, 'compression'),
      compression_adjusted: period.adjusted.compression,
      ai_limit: period.limit.ai,
      ai_used: ai.used,
      ai_reserved: ai.held,
      ai_carried: this.carriedInto(period, 'ai'),
      ai_adjusted: period.adjusted.ai,
    };
  }

  /** Granted by a period that is over, and neither used nor held nor owed. */
  lapsed(period: ModelPeriod, kind: Kind): number {
    const left = this.leftOf(period, kind);
    return left === Infinity ? 0 : Math.max(0, left);
  }

  /** What was used beyond the allowances before a period. */
  carriedInto(period: ModelPeriod, kind: Kind): number {
    const before = this.periods[this.periods.indexOf(period) - 1];
    return before ? Math.max(0, -this.leftOf(before, kind)) : 0;
  }

  private leftOf(period: ModelPeriod, kind: Kind): number {
    const { used, held } = this.taken(period, kind);
    return (period.inAll(kind) ?? Infinity) - this.carriedInto(period, kind) - used - held;
  }

  protected taken({ no }: ModelPeriod, kind: Kind) {
    const mine = [...this.reservations.values()].filter(({ periodNo }) => periodNo === no);
    const sum = (of: (reservation: ModelReservation) => number) => mine.reduce((total, one) => total + of(one), 0);
    return kind === 'compression'
      ? { used: sum(({ parts }) => parts.compression_settled), held: sum(({ open }) => open.compression) }
      : { used: sum(({ parts }) => parts.ai_plan_settled), held: sum(({ open }) => open.plan) };
  }

  get topups() {
    const reservations = [...this.reservations.values()];
    const owned = reservations.reduce((sum, { parts }) => sum - parts.ai_topup_settled, this.moves.balance);
    const held = reservations.reduce((sum, { open }) => sum + open.topup, 0);
    // What was taken back after it was spent is debt; while there is any, nothing is free.
    return { held, balance: Math.max(owned, held), debt: Math.max(0, held - owned), free: Math.max(0, owned - held) };
  }

  protected stepsReached(kind: Kind): number[] {
    const limit = this.current.inAll(kind) ?? 0;
    const { used, held } = this.taken(this.current, kind);
    const taken = this.carriedInto(this.current, kind) + used + held;
    return limit > 0 ? this.percents.filter((percent) => taken * 100 >= limit * percent) : [];
  }

  protected left(kind: Kind, now: Date): number {
    const { used, held } = this.taken(this.current, kind);
    const granted = this.current.granted(kind, now, this.paidUntil) ?? Infinity;
    return Math.max(0, granted - this.carriedInto(this.current, kind) - used - held);
  }

  /** What each period owes, and each closed one let lapse. */
  protected books() {
    return this.periods.flatMap((period) =>
      KINDS.map((kind) => ({
        no: period.no,
        kind,
        carried: this.carriedInto(period, kind),
        lapsed: period === this.current ? 0 : this.lapsed(period, kind),
      })),
    );
  }
}
