import { periodAt, startOf } from './calendar.js';
import { ModelReservation } from './model-reservation.js';
import type { LedgerEntry, ModelEvent, ModelPeriod, TopupMove, Verdict } from './model-words.js';
import { PLANS, type WorldPlan } from './plans.js';

/**
 * One account as credits.md has it. It keeps what happened (reservations, top-up moves, periods) and no counter at all:
 * each figure is a sum over that, asked for when it is needed.
 */
export class ModelAccount {
  seq = 0;
  nextPlan: WorldPlan | null = null;
  readonly periods: ModelPeriod[];
  readonly reservations = new Map<string, ModelReservation>();
  readonly moves: TopupMove[] = [];
  readonly ledger: LedgerEntry[] = [];
  readonly events: ModelEvent[] = [];

  constructor(
    readonly id: string,
    plan: WorldPlan,
    readonly anchor: Date,
    now: Date,
  ) {
    this.periods = [{ no: periodAt(anchor, now), plan, told: { compression: 0, ai: 0 } }];
  }

  /** For a decision that was undone. Reservations and moves are never changed by what a copy is asked. */
  copy(): ModelAccount {
    const copy = new ModelAccount(this.id, this.current.plan, this.anchor, this.anchor);
    copy.periods.splice(0, 1, ...this.periods.map((period) => ({ ...period, told: { ...period.told } })));
    for (const [id, reservation] of this.reservations) copy.reservations.set(id, reservation);
    copy.moves.push(...this.moves);
    copy.seq = this.seq;
    copy.nextPlan = this.nextPlan;
    return copy;
  }

  get current(): ModelPeriod {
    const period = this.periods.at(-1);
    if (!period) throw new Error('An account always has a period');
    return period;
  }

  isOver(now: Date): boolean {
    return startOf(this.anchor, this.current.no + 1) <= now;
  }

  figures(period: ModelPeriod) {
    const { compressions, ai } = PLANS[period.plan];
    const mine = [...this.reservations.values()].filter(({ periodNo }) => periodNo === period.no);
    const sum = (of: (reservation: ModelReservation) => number) => mine.reduce((total, one) => total + of(one), 0);
    return {
      period_no: period.no,
      period_start: startOf(this.anchor, period.no),
      period_end: startOf(this.anchor, period.no + 1),
      plan: period.plan,
      compression_limit: compressions,
      compression_used: sum(({ parts }) => parts.compression_settled),
      compression_reserved: sum(({ open }) => open.compression),
      ai_limit: ai,
      ai_used: sum(({ parts }) => parts.ai_plan_settled),
      ai_reserved: sum(({ open }) => open.plan),
    };
  }

  get topups() {
    const reservations = [...this.reservations.values()];
    const moved = this.moves.reduce((sum, { entry, amount }) => sum + (entry === 'reverse' ? -amount : amount), 0);
    const owned = reservations.reduce((sum, { parts }) => sum - parts.ai_topup_settled, moved);
    const held = reservations.reduce((sum, { open }) => sum + open.topup, 0);
    // What was taken back after it was spent is debt; while there is any, nothing is free.
    return { held, balance: Math.max(owned, held), debt: Math.max(0, held - owned), free: Math.max(0, owned - held) };
  }

  /** One period after the other, as if each roll had come on time. Answers the periods it closed. */
  roll(now: Date): ModelPeriod[] {
    const closed: ModelPeriod[] = [];
    while (this.isOver(now)) {
      const { no, plan } = this.current;
      closed.push(this.current);
      this.periods.push({ no: no + 1, plan: this.nextPlan ?? plan, told: { compression: 0, ai: 0 } });
      this.nextPlan = null;
      this.seq++;
    }
    return closed;
  }

  /** Both kinds or neither; plan credits first, top-ups for the rest. In part: as many images as both kinds allow. */
  reserve(now: Date, batchId: string, wanted: { compression: number; ai: number; inPart: boolean }): Verdict {
    let { compression, ai } = wanted;
    if (this.isOver(now)) return { verdict: 'period_over' };
    const { compression_limit, compression_used, compression_reserved, ...figures } = this.figures(this.current);
    const left = (limit: number | null, taken: number) => (limit === null ? Infinity : Math.max(0, limit - taken));
    const compressionLeft = left(compression_limit, compression_used + compression_reserved);
    const planLeft = left(figures.ai_limit, figures.ai_used + figures.ai_reserved);
    const aiLeft = planLeft + this.topups.free;
    const short = (credit: 'compression' | 'ai', required: number, available: number): Verdict => {
      return { verdict: 'short', credit, required, available, seq: this.seq };
    };
    const fits = Math.min(compression, compressionLeft, ai > 0 ? aiLeft : Infinity);
    if (wanted.inPart && fits > 0) [compression, ai] = [fits, ai > 0 ? fits : 0];
    else if (wanted.inPart && compressionLeft > 0) return short('ai', ai, aiLeft);
    if (compression > compressionLeft) return short('compression', compression, compressionLeft);
    if (ai > aiLeft) return short('ai', ai, aiLeft);
    const plan = Math.min(ai, planLeft);
    const { no } = this.current;
    this.reservations.set(batchId, new ModelReservation(batchId, no, compression, plan, ai - plan));
    this.enter('reserve', { compression, ai: plan, topup: ai - plan }, no, batchId);
    this.seq++;
    this.tellSteps();
    return { verdict: 'reserved', images: compression, seq: this.seq };
  }

  /** What became of some images. A reservation that is closed never changes. */
  settle(batchId: string, images: number, succeeded: number, described: number, close: boolean): number | null {
    const reservation = this.reservations.get(batchId);
    if (!reservation || reservation.closed) return null;
    const before = reservation.parts;
    reservation.ended += images;
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
      this.enter(entry, amounts, reservation.periodNo, batchId);
    }
    return ++this.seq;
  }

  /** At once: what was used stays used. A plan that was planned is forgotten. */
  changePlan(plan: WorldPlan): number {
    this.current.plan = plan;
    return ++this.seq;
  }

  grant(credits: number, reference: string) {
    return this.moveTopup({ entry: 'grant', amount: credits, reference, topup: reference });
  }

  /** At most what is left of that grant. */
  reverse(credits: number, reference: string, topup: string) {
    const ofIt = this.moves.filter((move) => move.topup === topup);
    const left = ofIt.reduce((sum, { entry, amount }) => sum + (entry === 'reverse' ? -amount : amount), 0);
    return this.moveTopup({ entry: 'reverse', amount: Math.min(credits, left), reference, topup });
  }

  reinstate(reversal: string) {
    const undone = this.moves.find(({ entry, reference }) => entry === 'reverse' && reference === reversal);
    return undone ? this.moveTopup({ ...undone, entry: 'reinstate' }) : null;
  }

  /** Each reference counts once; nothing to move is nothing that happened. */
  private moveTopup(move: TopupMove) {
    const known = this.moves.some(({ entry, reference }) => entry === move.entry && reference === move.reference);
    if (known || move.amount <= 0) return null;
    this.moves.push(move);
    const { entry, amount, reference, topup } = move;
    const place = { period_no: this.current.no, batch_id: null, reference, topup };
    this.ledger.push({ entry, bucket: 'topup', amount, ...place });
    const { free } = this.topups;
    const type = entry === 'reverse' ? 'credits.topup_reversed' : 'credits.topup_granted';
    this.events.push({ type, data: { credits: amount, balance: free } });
    return { amount, free, seq: ++this.seq };
  }

  /** 80 and 100 percent of an allowance: told by the reservation that reaches them, each once in a period. */
  private tellSteps(): void {
    const figures = this.figures(this.current);
    for (const credit of ['compression', 'ai'] as const) {
      const limit = figures[`${credit}_limit`];
      const taken = figures[`${credit}_used`] + figures[`${credit}_reserved`];
      const reached = limit ? [80, 100].filter((percent) => taken * 100 >= limit * percent) : [];
      for (const percent of reached.filter((step) => step > this.current.told[credit]))
        this.events.push({ type: 'usage.threshold_reached', data: { credit, percent, seq: this.seq } });
      this.current.told[credit] = Math.max(this.current.told[credit], ...reached);
    }
  }

  private enter(entry: string, amounts: Record<string, number>, periodNo: number, batchId: string): void {
    for (const [bucket, amount] of Object.entries(amounts))
      if (amount > 0)
        this.ledger.push({
          entry,
          bucket,
          amount,
          period_no: periodNo,
          batch_id: batchId,
          reference: null,
          topup: null,
        });
  }
}
