import { periodAt, startOf } from './calendar.js';
import { ModelBooks } from './model-books.js';
import { ModelBudgets } from './model-budgets.js';
import { KINDS, ModelPeriod, type Kind } from './model-period.js';
import { ModelReservation } from './model-reservation.js';
import {
  entryOf,
  type ModelAdjustment,
  type SettledImages,
  type TopupMove,
  type Verdict,
  type Wanted,
} from './model-words.js';
import { dayOf, ModelUsageDays } from './model-usage-days.js';
import type { WorldPlan } from './plans.js';

/** Who changes a plan in the running period, and how. */
export interface ModelPlanChange {
  since: Date | null;
  full: boolean;
  actor: string;
  reason: string;
}

/** One account as credits.md has it: what happens to it, and what is told and entered then. */
export class ModelAccount extends ModelBooks {
  nextPlan: WorldPlan | null = null;
  nextPlanAt: Date | null = null;
  readonly days = new ModelUsageDays();
  readonly budgets = new ModelBudgets(this.reservations);
  /** The number of the period that begins at the anchor. */
  private anchorNo = 0;

  constructor(
    readonly id: string,
    plan: WorldPlan,
    public anchor: Date,
    now: Date,
  ) {
    super();
    this.open(periodAt(anchor, now), plan, 'operator operator', 'account_opened');
  }

  /** For a decision that was undone. Reservations and moves are never changed by what a copy is asked. */
  copy(): ModelAccount {
    const copy = new ModelAccount(this.id, this.current.plan, this.anchor, this.anchor);
    copy.periods.splice(0, 1, ...this.periods.map((period) => period.copy()));
    for (const [id, reservation] of this.reservations) copy.reservations.set(id, reservation);
    copy.moves.list.push(...this.moves.list);
    copy.adjustments.push(...this.adjustments);
    copy.budgets.copyFrom(this.budgets);
    const { seq, nextPlan, nextPlanAt, paidUntil, anchorNo, percents, lowTopups } = this;
    return Object.assign(copy, { seq, nextPlan, nextPlanAt, paidUntil, anchorNo, percents, lowTopups });
  }

  isOver(now: Date): boolean {
    return this.current.end <= now;
  }

  /** One period after the other, as if each roll had come on time. Answers the periods it closed. */
  roll(now: Date): ModelPeriod[] {
    const closed: ModelPeriod[] = [];
    while (this.isOver(now)) {
      const { no, plan, end } = this.current;
      closed.push(this.current);
      const isDue = this.nextPlan !== null && (this.nextPlanAt === null || this.nextPlanAt <= end);
      this.open(no + 1, (isDue ? this.nextPlan : null) ?? plan, 'service', 'period_began');
      if (isDue) [this.nextPlan, this.nextPlanAt] = [null, null];
      this.seq++;
    }
    return closed;
  }

  /** Counts periods from another anchor. Answers the period that was cut, or the one that goes on; null when it is there already. */
  moveAnchor(anchor: Date, now: Date): { period: ModelPeriod; cut: boolean } | null {
    if (anchor.getTime() === this.anchor.getTime()) return null;
    const { current } = this;
    const n = periodAt(anchor, current.instant(now));
    const [starts, ends] = [startOf(anchor, n), startOf(anchor, n + 1)];
    const cut = starts > current.start;
    const paid = current.isPaid(this.paidUntil);
    const before = { ...current.limit };
    if (cut) current.cut(starts, paid);
    else current.goOn(ends, ends.getTime() - starts.getTime(), now, paid);
    if (!cut) this.tellAgain();
    for (const kind of KINDS)
      if (before[kind] !== current.limit[kind]) this.enterLimit(kind, before[kind], 'stripe', 'anchor_moved');
    this.anchorNo = current.no + (cut ? 1 : 0) - n;
    this.anchor = anchor;
    if (cut) this.open(current.no + 1, current.plan, 'stripe', 'period_began');
    this.seq++;
    return { period: current, cut };
  }

  /** Until when the plan is paid. */
  setPaidUntil(until: Date | null): void {
    if (this.paidUntil?.getTime() === until?.getTime()) return;
    this.paidUntil = until;
    this.seq++;
  }

  /** Both kinds or neither; plan credits first, top-ups for the rest. In part: as many images as both kinds allow. */
  reserve(now: Date, batchId: string, wanted: Wanted): Verdict {
    let { compression, ai } = wanted;
    if (this.isOver(now)) return { verdict: 'period_over' };
    const compressionLeft = this.left('compression', now);
    const planLeft = this.left('ai', now);
    const aiLeft = planLeft + this.topups.free;
    const short = (credit: 'compression' | 'ai', required: number, available: number): Verdict => {
      return { verdict: 'short', credit, required, available, seq: this.seq };
    };
    const { month, compression: ofMonth, ai: aiOfMonth, over } = this.budgets.asked(wanted.spending.by.keyId, now);
    const overBudget = (credit: Kind, required: number): Verdict => ({ ...over(credit, required), seq: this.seq });
    const fits = Math.min(compression, compressionLeft, ofMonth, ai > 0 ? Math.min(aiLeft, aiOfMonth) : Infinity);
    if (wanted.inPart && fits > 0) [compression, ai] = [fits, ai > 0 ? fits : 0];
    // With nothing at all the kind is named of which nothing is left; what the account lacks comes before what the key does.
    const lacks = (required: number, available: number) =>
      wanted.inPart && available > 0 ? false : required > available;
    if (lacks(compression, compressionLeft)) return short('compression', compression, compressionLeft);
    if (lacks(ai, aiLeft)) return short('ai', ai, aiLeft);
    if (lacks(compression, ofMonth)) return overBudget('compression', compression);
    if (lacks(ai, aiOfMonth)) return overBudget('ai', ai);
    const plan = Math.min(ai, planLeft);
    const { no } = this.current;
    const { free: freeBefore } = this.topups;
    const reservation = new ModelReservation(batchId, no, compression, plan, ai - plan, wanted.spending, month);
    this.reservations.set(batchId, reservation);
    this.budgets.reserved(reservation);
    this.enter('reserve', { compression, ai: plan, topup: ai - plan }, no, { batch_id: batchId });
    this.seq++;
    this.tellSteps();
    this.tellLow(freeBefore);
    return { verdict: 'reserved', images: compression, seq: this.seq };
  }

  /** What became of some images. A reservation that is closed never changes. */
  settle(
    now: Date,
    batchId: string,
    { succeeded, failed, skipped, canceled, described }: SettledImages,
    close: boolean,
  ): number | null {
    const reservation = this.reservations.get(batchId);
    if (!reservation || reservation.closed) return null;
    const before = reservation.parts;
    const booked = this.books();
    reservation.ended += succeeded + failed + skipped + canceled;
    reservation.succeeded += succeeded;
    reservation.described += described;
    reservation.closed = close;
    const after = reservation.parts;
    const grown = (part: keyof typeof after) => after[part] - before[part];
    for (const [entry, end] of [['settle', 'settled'] as const, ['release', 'released'] as const]) {
      const amounts = {
        compression: grown(`compression_${end}`),
        ai: grown(`ai_plan_${end}`),
        topup: grown(`ai_topup_${end}`),
      };
      const usage_day = entry === 'settle' ? dayOf(now) : null;
      this.enter(entry, amounts, reservation.periodNo, { batch_id: batchId, usage_day });
    }
    const used = { compression: succeeded, ai: described };
    this.days.add(reservation, now, { ...used, succeeded, failed, unchanged: skipped });
    this.enterDifferences(booked);
    this.tellAgain();
    return ++this.seq;
  }

  /** At once: what was used stays used. A plan that was planned is forgotten. */
  changePlan(plan: WorldPlan, now: Date, { since, full, actor, reason }: ModelPlanChange): number {
    if (since && !full) this.lowerEnded(plan, since, actor, reason);
    const { current } = this;
    const before = { ...current.limit };
    const spent = (kind: Kind) =>
      this.carriedInto(current, kind) + this.taken(current, kind).used - Math.min(0, current.adjusted[kind]);
    const both = { compression: spent('compression'), ai: spent('ai') };
    current.changePlan(plan, since, now, current.isPaid(this.paidUntil), full, both);
    for (const kind of KINDS) this.enterLimit(kind, before[kind], actor, reason);
    this.tellAgain();
    return ++this.seq;
  }

  /** A change to a lesser plan counts from an instant of a period that is over. */
  private lowerEnded(plan: WorldPlan, since: Date, actor: string, reason: string): void {
    const booked = this.books();
    for (const { no, kind, less, limit } of this.periods.slice(0, -1).flatMap((period) => period.lower(plan, since)))
      this.ledger.push(entryOf('lower', kind, less, no, { plan, credit_limit: limit, actor, reason }));
    this.enterDifferences(booked);
  }

  /** What it is told of from now on. A percent that is reached already counts as told. */
  setAlerts(percents: number[], lowTopups: number | null): void {
    [this.percents, this.lowTopups] = [percents, lowTopups];
    for (const kind of KINDS) this.current.told[kind] = Math.max(0, ...this.stepsReached(kind));
  }

  /** Added to the running period, or taken of it. Null for a known reference and for an unlimited allowance. */
  adjust(adjustment: ModelAdjustment, actor: string): number | null {
    const { credit, amount, reference, reason } = adjustment;
    const { current } = this;
    if (this.isKnown(reference) || current.limit[credit] === null) return null;
    this.adjustments.push(adjustment);
    current.adjusted[credit] += amount;
    const words = { reference, actor, reason };
    this.ledger.push(entryOf(amount > 0 ? 'add' : 'deduct', credit, Math.abs(amount), current.no, words));
    this.tellAgain();
    return ++this.seq;
  }

  private isKnown(reference: string): boolean {
    return [...this.adjustments, ...this.moves.list].some((entry) => entry.reference === reference);
  }

  /** Each reference counts once; nothing to move is nothing that happened. */
  moveTopup(move: TopupMove | null) {
    if (move && this.adjustments.some(({ reference }) => reference === move.reference)) return null;
    const { free: freeBefore } = this.topups;
    if (!move || !this.moves.add(move)) return null;
    const { entry, amount, reference, topup } = move;
    this.ledger.push(entryOf(entry, 'topup', amount, this.current.no, { reference, topup }));
    const { free } = this.topups;
    const type = entry === 'reverse' ? 'credits.topup_reversed' : 'credits.topup_granted';
    this.events.push({ type, data: { credits: amount, balance: free } });
    this.seq++;
    this.tellLow(freeBefore);
    return { amount, free_before: freeBefore, free, low_topups: this.lowTopups, seq: this.seq };
  }

  /** A period begins where the anchor says, or where the one before it was cut. */
  private open(no: number, plan: WorldPlan, actor: string, reason: string): void {
    const start = startOf(this.anchor, no - this.anchorNo);
    const end = startOf(this.anchor, no + 1 - this.anchorNo);
    const before = this.periods.at(-1);
    const period = new ModelPeriod(no, plan, start, end, end.getTime() - start.getTime());
    this.periods.push(period);
    for (const kind of KINDS) {
      const limit = period.limit[kind];
      this.ledger.push(entryOf('allowance', kind, limit ?? 0, no, { plan, credit_limit: limit, actor, reason }));
      if (before) this.enterAmount('lapse', kind, this.lapsed(before, kind), before.no);
      this.enterAmount('carry', kind, this.carriedInto(period, kind), no);
    }
  }
}
