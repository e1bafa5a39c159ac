import { PLANS, type WorldPlan } from './plans.js';

export type Kind = 'compression' | 'ai';
export const KINDS = ['compression', 'ai'] as const;
type Amounts = Record<Kind, number>;
type Limits = Record<Kind, number | null>;

/**
 * One period as the rule "an allowance is earned with time" has it. It knows who had which plan since when, and nothing of what
 * was used.
 */
export class ModelPeriod {
  /** Highest step of each allowance that was told of. */
  told: Amounts = { compression: 0, ai: 0 };
  /** What the plans before the one in force earned in this period. */
  earned: Amounts = { compression: 0, ai: 0 };
  /** What the operator added to it, or below zero took. */
  adjusted: Amounts = { compression: 0, ai: 0 };
  since: Date;
  monthly: Limits;
  private monthStart: Date;
  /** What the period grants in all; null is unlimited. */
  limit: Limits;

  constructor(
    readonly no: number,
    public plan: WorldPlan,
    readonly start: Date,
    public end: Date,
    /** The month it is counted in, in milliseconds. */
    public month: number,
  ) {
    this.since = start;
    this.monthStart = start;
    this.monthly = allowancesOf(plan);
    this.limit = { ...this.monthly };
  }

  copy(): ModelPeriod {
    const copy = new ModelPeriod(this.no, this.plan, this.start, this.end, this.month);
    const { told, earned, adjusted, since, monthly, monthStart, limit } = this;
    const copies = { told: { ...told }, earned: { ...earned }, adjusted: { ...adjusted }, limit: { ...limit } };
    return Object.assign(copy, { ...copies, since, monthly, monthStart });
  }

  /** Columns of a closed period. */
  get months() {
    return { month_start: this.monthStart, month_end: new Date(this.monthStart.getTime() + this.month) };
  }

  isPaid(paidUntil: Date | null): boolean {
    return this.plan === 'free' || paidUntil === null || paidUntil > this.start;
  }

  /** The present, within this period also when the clock was put back. */
  instant(now: Date): Date {
    return new Date(Math.max(this.start.getTime(), Math.min(now.getTime(), this.end.getTime() - 1)));
  }

  /** The limit, or what of it an unpaid period has granted by now: a day's share when each day begins. Adjustments count at once. */
  granted(kind: Kind, now: Date, paidUntil: Date | null): number | null {
    const limit = this.limit[kind];
    if (limit === null) return null;
    if (this.isPaid(paidUntil)) return limit + this.adjusted[kind];
    const days = 1 + Math.max(0, Math.floor((now.getTime() - this.since.getTime()) / DAY_MS));
    const until = Math.min(this.end.getTime(), this.since.getTime() + days * DAY_MS);
    const byNow = wholeUp(this.earned[kind]) + wholeUp(this.share(kind, new Date(until)));
    return Math.min(limit, byNow) + this.adjusted[kind];
  }

  /** In all; null is unlimited. */
  inAll(kind: Kind): number | null {
    const limit = this.limit[kind];
    return limit === null ? null : limit + this.adjusted[kind];
  }

  /** Another plan since an instant of this period. `spent`: what is settled or owed, which an unlimited plan has earned. */
  changePlan(plan: WorldPlan, since: Date | null, now: Date, paid: boolean, full: boolean, spent: Amounts): void {
    const at = this.instant(now).getTime();
    const from = paid ? Math.max(this.since.getTime(), Math.min(at, since?.getTime() ?? at)) : this.since.getTime();
    const monthly = allowancesOf(plan);
    for (const kind of KINDS) {
      const [before, next] = [this.limit[kind], monthly[kind]];
      const until = this.until(kind, new Date(from), spent[kind]);
      const rest = next === null ? 0 : wholeUp((next * (this.end.getTime() - from)) / this.month);
      const grows = next !== null && next >= (this.monthly[kind] ?? Infinity);
      let limit: number | null = null;
      if (next !== null && full) limit = next;
      else if (next !== null) {
        limit = wholeUp(until) + rest;
        if (before !== null) limit = Math.min(limit, Math.max(before, next));
        if (before !== null && paid && grows) limit = Math.max(limit, before);
      }
      this.limit[kind] = limit;
      this.earned[kind] = !full ? until : limit === null ? 0 : limit - rest;
    }
    Object.assign(this, { plan, monthly, since: new Date(from) });
  }

  /** It is over, and had a larger plan than the account has since an instant of it. Answers what it grants less. */
  lower(plan: WorldPlan, since: Date) {
    const [had, has] = [allowancesOf(this.plan), allowancesOf(plan)];
    const share = Math.max(0, this.end.getTime() - Math.max(since.getTime(), this.start.getTime())) / this.month;
    const lowered = KINDS.flatMap((kind) => {
      const [limit, old, next] = [this.limit[kind], had[kind], has[kind]];
      if (limit === null || old === null || next === null || old <= next) return [];
      const now = wholeUp(limit - (old - next) * share);
      this.limit[kind] = now;
      return now < limit ? [{ no: this.no, kind, less: limit - now, limit: now }] : [];
    });
    if (lowered.length > 0) this.plan = plan;
    return lowered;
  }

  /** Goes on to another end, counted in another month. */
  goOn(end: Date, month: number, now: Date, paid: boolean): void {
    const isSame = end.getTime() === this.end.getTime() && month === this.month;
    const from = Math.max(this.since.getTime(), paid && !isSame ? this.instant(now).getTime() : 0);
    for (const kind of KINDS) {
      const [limit, monthly] = [this.limit[kind], this.monthly[kind]];
      if (limit === null || monthly === null) continue;
      const until = this.earned[kind] + (paid ? this.share(kind, new Date(from)) : 0);
      const whole = wholeUp(until) + wholeUp((monthly * Math.max(0, end.getTime() - from)) / month);
      this.limit[kind] = Math.min(whole, Math.max(limit, monthly));
      this.earned[kind] = until;
    }
    Object.assign(this, { end, month, monthStart: new Date(end.getTime() - month), since: new Date(from) });
  }

  /** Ends before its time, having granted what it earned. */
  cut(end: Date, paid: boolean): void {
    for (const kind of KINDS) {
      const limit = this.limit[kind];
      if (limit === null) continue;
      const until = this.earned[kind] + (paid ? this.share(kind, end) : 0);
      this.limit[kind] = Math.min(limit, wholeUp(until));
    }
    this.end = end;
  }

  private until(kind: Kind, from: Date, spent: number): number {
    if (from <= this.since) return this.earned[kind];
    if (this.limit[kind] === null) return Math.max(this.earned[kind], spent);
    return this.earned[kind] + this.share(kind, from);
  }

  private share(kind: Kind, to: Date): number {
    return ((this.monthly[kind] ?? 0) * Math.max(0, to.getTime() - this.since.getTime())) / this.month;
  }
}

const DAY_MS = 86_400_000;

function allowancesOf(plan: WorldPlan): Limits {
  const { compressions: compression, ai } = PLANS[plan];
  return { compression, ai };
}

/** Rounded up; less than a twentieth does not count. */
function wholeUp(credits: number): number {
  return Math.max(0, Math.ceil(Number((credits - 0.05).toFixed(9))));
}
