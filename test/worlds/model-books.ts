import { ModelFigures } from './model-figures.js';
import { KINDS, type Kind } from './model-period.js';
import { entryOf, type LedgerEntry, type ModelEvent } from './model-words.js';

/** What an account's ledger and events say of what happens to it. */
export class ModelBooks extends ModelFigures {
  seq = 0;
  readonly ledger: LedgerEntry[] = [];
  readonly events: ModelEvent[] = [];

  /** Percents of an allowance: told by the reservation that reaches them, each once for each time it is crossed. */
  protected tellSteps(): void {
    for (const credit of KINDS) {
      const reached = this.stepsReached(credit);
      for (const percent of reached.filter((step) => step > this.current.told[credit]))
        this.events.push({ type: 'usage.threshold_reached', data: { credit, percent, seq: this.seq } });
      this.current.told[credit] = Math.max(this.current.told[credit], ...reached);
    }
  }

  /** Free top-ups fell below what the account wants to be told of. */
  protected tellLow(before: number): void {
    const { free } = this.topups;
    const low = this.lowTopups;
    if (low !== null && before >= low && free < low)
      this.events.push({ type: 'credits.topup_low', data: { balance: free, below: low, seq: this.seq } });
  }

  /** Steps that are no longer reached are told when they are reached again. */
  protected tellAgain(): void {
    for (const kind of KINDS)
      this.current.told[kind] = Math.min(this.current.told[kind], Math.max(0, ...this.stepsReached(kind)));
  }

  protected enterLimit(kind: Kind, before: number | null, actor: string, reason: string): void {
    const { no, plan, limit } = this.current;
    const grown = (limit[kind] ?? 0) - (before ?? 0);
    const entry = grown >= 0 ? 'raise' : 'lower';
    const words = { plan, credit_limit: limit[kind], actor, reason };
    this.ledger.push(entryOf(entry, kind, Math.abs(grown), no, words));
  }

  /** What closed periods owe and lapse is worked out again, after credits came back to one or it turned out to grant less. */
  protected enterDifferences(before: ReturnType<ModelFigures['books']>): void {
    this.books().forEach(({ no, kind, carried, lapsed }, index) => {
      const [owes, lapses] = [carried - (before[index]?.carried ?? 0), lapsed - (before[index]?.lapsed ?? 0)];
      this.enterAmount(owes > 0 ? 'carry' : 'uncarry', kind, Math.abs(owes), no);
      this.enterAmount(lapses > 0 ? 'lapse' : 'unlapse', kind, Math.abs(lapses), no);
    });
  }

  protected enterAmount(entry: string, kind: Kind, amount: number, no: number): void {
    if (amount > 0) this.ledger.push(entryOf(entry, kind, amount, no));
  }

  protected enter(entry: string, amounts: Record<string, number>, periodNo: number, words: Partial<LedgerEntry>): void {
    for (const [bucket, amount] of Object.entries(amounts))
      if (amount > 0) this.ledger.push(entryOf(entry, bucket, amount, periodNo, words));
  }
}
