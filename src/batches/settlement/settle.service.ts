import { Injectable, Logger } from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { CreditsService } from '../../credits/credits.service.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { activity } from '../../observability/activity.js';
import { FaultsService } from '../../faults/faults.service.js';
import { AnnounceService } from './announce.service.js';
import { ImageFigures } from './image-figures.js';
import { addToBatch, lockBatchForSettlement, takeOutcomes, unsettledBatches, type SettledSet } from './settle.sql.js';

/** Outcomes in one transaction: bounded, so that the account's row is never locked for long. */
const SET_SIZE = 500;
/** A batch's outcomes are gathered this long; its last ones wait no longer than that either. */
const EVERY_MS = 300;

interface LockedBatch {
  id: string;
  account_id: string;
  total: number;
  done: number;
  has_ai: boolean;
  end_status: 'completed' | 'canceled';
  traceparent: string | null;
}

/** Turns outcomes into counters, credits and events: in sets, a few times a second, never once per image. */
@Injectable()
export class SettleService {
  private readonly changed = new Set<string>();
  private readonly rounds = new Repeat('settle', EVERY_MS, () => this.settleChanged(), new Logger('settle'));

  constructor(
    private readonly database: DatabaseService,
    private readonly credits: CreditsService,
    private readonly announcer: AnnounceService,
    private readonly figures: ImageFigures,
    private readonly faults: FaultsService,
  ) {}

  start(): void {
    this.rounds.start();
  }

  /** Images of the batch ended in this process. */
  noteChange(batchId: string): void {
    this.changed.add(batchId);
  }

  /** Settles batches whose own settler died; answers how many it looked at. */
  async settleLeftBehind(limit: number): Promise<number> {
    const rows = await this.database.run<{ id: string; account_id: string }>(unsettledBatches, [limit]);
    await this.faults.each('settle', rows, ({ id }) => this.settle(id));
    return rows.length;
  }

  /** Settles all outcomes the batch has now. Safe to run anywhere, at any time, any number of times. */
  async settle(batchId: string): Promise<void> {
    let settled: number;
    do settled = await this.database.transaction((sql) => this.settleSet(sql, batchId));
    while (settled === SET_SIZE);
  }

  /** Settles what is noted, then ends. */
  async stop(): Promise<void> {
    await this.rounds.stop();
    await this.settleChanged();
  }

  private async settleChanged(): Promise<void> {
    const ids = [...this.changed];
    this.changed.clear();
    // What fails here is found again by the scheduler.
    await this.faults.each(
      'settle',
      ids.map((id) => ({ id })),
      ({ id }) => this.settle(id),
    );
  }

  private async settleSet(sql: Sql, batchId: string): Promise<number> {
    const [batch] = await sql.run<LockedBatch>(lockBatchForSettlement, [batchId]);
    if (!batch) return 0;
    return activity('settle', { batchId }, () => this.settleLocked(sql, batch), batch.traceparent);
  }

  private async settleLocked(sql: Sql, batch: LockedBatch): Promise<number> {
    const batchId = batch.id;
    const [set] = await sql.run<SettledSet>(takeOutcomes, [batchId, SET_SIZE]);
    if (!set || set.images === 0) return 0;
    const endStatus = batch.done + set.images === batch.total ? batch.end_status : null;
    await this.credits.settle(sql, {
      batchId,
      compressionUsed: set.succeeded,
      compressionReleased: set.images - set.succeeded,
      aiUsed: set.ai_used,
      aiReleased: batch.has_ai ? set.images - set.ai_used : 0,
      close: endStatus !== null,
      failed: set.failed,
      unchanged: set.unchanged,
      bytesSaved: set.bytes_saved,
    });
    const { succeeded, failed, skipped, canceled, bytes_in, bytes_out, at } = set;
    await sql.run(addToBatch, [batchId, succeeded, failed, skipped, canceled, bytes_in, bytes_out, endStatus, at]);
    this.figures.count(sql, set);
    if (endStatus) await this.announcer.announce(sql, batch.account_id, batchId, `batch.${endStatus}`);
    return set.images;
  }
}
