import { ModelAccount } from './model-account.js';
import { usageOf } from './model-usage.js';
import type { EndStatus, ReserveOperation, Scenario } from './operation.js';

export interface ModelImage {
  status: EndStatus | 'processing';
  attempt: number;
  described: boolean;
}

export interface ModelBatch {
  account: ModelAccount;
  images: ModelImage[];
  hasAi: boolean;
  /** Images whose end was settled. */
  settled: Record<EndStatus, number> & { described: number };
}

/** What the model knows of a balance row at one `seq`. */
export interface Snapshot {
  row: Record<string, unknown>;
  usage: ReturnType<typeof usageOf>;
  /** What usage was in earlier rounds of the same `seq`: an unpaid period grants more from day to day. */
  earlier: ReturnType<typeof usageOf>[];
}

/** All that the model knows of one world. */
export class ModelWorld {
  readonly batches = new Map<string, ModelBatch>();
  /** Idempotency keys that were used, with what was asked and answered. */
  readonly keys = new Map<string, { content: unknown; seq: number }>();
  private readonly accounts: ModelAccount[] = [];
  private readonly snapshots = new Map<string, Map<number, Snapshot>>();

  constructor(
    readonly scenario: Scenario,
    ids: string[],
  ) {
    ids.forEach((id, index) => {
      const given = scenario.accounts[index];
      if (!given) throw new Error('Every account of a scenario has an id');
      const account = new ModelAccount(id, given.plan, given.anchor, scenario.start);
      this.accounts.push(account);
      this.keepSnapshot(account, scenario.start);
    });
  }

  account(index: number): ModelAccount {
    const account = this.accounts[index];
    if (!account) throw new Error(`No account ${index}`);
    return account;
  }

  accountById(id: string): ModelAccount {
    const account = this.accounts.find((one) => one.id === id);
    if (!account) throw new Error(`No account ${id}`);
    return account;
  }

  all(): ModelAccount[] {
    return this.accounts;
  }

  batchId(batch: number): string {
    return `bat_${this.scenario.seed}_${batch}`;
  }

  batch(id: string): ModelBatch {
    const batch = this.batches.get(id);
    if (!batch) throw new Error(`No batch ${id}`);
    return batch;
  }

  /** What a reservation's request says, for its idempotency key. */
  contentOf({ batch, images, ai, inPart }: ReserveOperation): unknown {
    return ['reserve', batch, images, ai, inPart];
  }

  addBatch(account: ModelAccount, { batch, images, ai }: ReserveOperation): void {
    const image = (): ModelImage => ({ status: 'processing', attempt: 1, described: false });
    this.batches.set(this.batchId(batch), {
      account,
      images: Array.from({ length: images }, image),
      hasAi: ai,
      settled: { succeeded: 0, failed: 0, skipped: 0, canceled: 0, described: 0 },
    });
  }

  /** The account's row as it is now is what readers see under its `seq`. */
  keepSnapshot(account: ModelAccount, now: Date): void {
    const mine = this.snapshots.get(account.id) ?? new Map<number, Snapshot>();
    const before = mine.get(account.seq);
    const earlier = before ? [...before.earlier, before.usage] : [];
    mine.set(account.seq, { row: balanceRow(account), usage: usageOf(account, now), earlier });
    this.snapshots.set(account.id, mine);
  }

  snapshot(accountId: string, seq: number): Snapshot | null {
    return this.snapshots.get(accountId)?.get(seq) ?? null;
  }
}

/** The columns of `credit_balances`. */
export function balanceRow(account: ModelAccount): Record<string, unknown> {
  const { held, balance, debt } = account.topups;
  const { told, monthly } = account.current;
  return {
    account_id: account.id,
    anchor: account.anchor,
    paid_until: account.paidUntil,
    compression_monthly: monthly.compression,
    ai_monthly: monthly.ai,
    ...account.figures(account.current),
    topup_balance: balance,
    topup_reserved: held,
    topup_debt: debt,
    alert_percents: account.percents,
    low_topups: account.lowTopups,
    compression_alert: told.compression,
    ai_alert: told.ai,
    seq: account.seq,
  };
}
