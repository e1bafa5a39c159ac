import type { Spending } from './spending.js';

/**
 * A reservation as the rules state it, with no steps: what counts is how many credits were used and how many came back
 * so far. Use takes the plan part first and release the top-up part first, so the order cannot matter.
 */
export class ModelReservation {
  /** Images that ended, and those of them that ended well or were described. */
  ended = 0;
  succeeded = 0;
  described = 0;
  closed = false;

  constructor(
    readonly batchId: string,
    readonly periodNo: number,
    readonly compression: number,
    readonly plan: number,
    readonly topup: number,
    readonly spending: Spending,
    /** The first day of the calendar month in which it was made. */
    readonly month: string,
  ) {}

  /** What the columns of the stored reservation must be. */
  get parts() {
    const compressionBack = this.closed ? this.compression - this.succeeded : this.ended - this.succeeded;
    const ai = this.plan + this.topup;
    const aiBack = ai === 0 ? 0 : (this.closed ? ai : this.ended) - this.described;
    return {
      compression_settled: this.succeeded,
      compression_released: compressionBack,
      ai_plan_settled: Math.min(this.described, this.plan),
      ai_plan_released: Math.max(0, aiBack - this.topup),
      ai_topup_settled: Math.max(0, this.described - this.plan),
      ai_topup_released: Math.min(aiBack, this.topup),
    };
  }

  get open() {
    const parts = this.parts;
    return {
      compression: this.compression - parts.compression_settled - parts.compression_released,
      plan: this.plan - parts.ai_plan_settled - parts.ai_plan_released,
      topup: this.topup - parts.ai_topup_settled - parts.ai_topup_released,
    };
  }
}
