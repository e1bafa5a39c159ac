import { newId } from '../../src/common/ids.js';
import type { PlanName } from '../../src/config/plans.js';
import { imageId, storeBatch } from './batch-rows.js';
import { OPERATOR, type Stage } from './stage.js';
import { writeOutcome } from '../../src/batches/work/write-outcome.js';

/** One account on the stage, for a case that is told step by step. */
export class EdgeAccount {
  private constructor(
    private readonly stage: Stage,
    readonly id: string,
  ) {}

  /** Opens it at `now`, which becomes the time. */
  static async open(stage: Stage, plan: PlanName, anchor: string, now = anchor): Promise<EdgeAccount> {
    await stage.setClock(new Date(now));
    const given = { name: 'Edge', email: 'edge@example.com', plan, anchor: new Date(anchor) };
    return new EdgeAccount(stage, (await stage.operator.create(OPERATOR, given)).account.id);
  }

  /** Reserves for a batch; answers its id. */
  async hold(images: number, withAi = true): Promise<string> {
    const batchId = newId('bat');
    await this.stage.database.transaction(async (sql) => {
      await storeBatch(sql, batchId, this.id, images, withAi);
      const ai = withAi ? images : 0;
      await this.stage.credits.reserve(sql, { accountId: this.id, batchId, compression: images, ai });
    });
    return batchId;
  }

  /** Ends images `from` to `to`, well or not, and settles. */
  async end(batchId: string, from: number, to: number, status: 'succeeded' | 'failed' | 'canceled'): Promise<void> {
    await this.say(batchId, from, to, status);
    await this.stage.settler.settle(batchId);
  }

  /** Ends them without settling. */
  async say(batchId: string, from: number, to: number, status: 'succeeded' | 'failed' | 'canceled'): Promise<void> {
    const reason = status === 'succeeded' ? null : status === 'failed' ? 'corrupt' : 'canceled';
    for (let image = from; image <= to; image++) {
      const claim = { id: imageId(batchId, image), attempts: 1 };
      await writeOutcome(this.stage.database, claim, { status, reason, aiUsed: status === 'succeeded' });
    }
  }

  async usage() {
    return (await this.stage.credits.usage(this.stage.database, this.id)).usage;
  }

  topup(credits: number, reference: string) {
    return this.stage.operator.grant(OPERATOR, this.id, { credits, reference });
  }

  plan(plan: PlanName, at: 'now' | 'periodEnd' = 'now', allowance?: 'full' | 'prorated') {
    return this.stage.changes.change(OPERATOR, this.id, { plan, at, allowance });
  }

  async debt(): Promise<number> {
    const { rows } = await this.stage.control.query<{ topup_debt: number }>(
      'SELECT topup_debt FROM credit_balances WHERE account_id = $1',
      [this.id],
    );
    return rows[0]?.topup_debt ?? -1;
  }

  async closedPeriods() {
    const { rows } = await this.stage.control.query(
      'SELECT * FROM credit_periods WHERE account_id = $1 ORDER BY period_no',
      [this.id],
    );
    return rows as { period_no: number; period_start: Date; ai_used: number; ai_reserved: number; plan: string }[];
  }
}
