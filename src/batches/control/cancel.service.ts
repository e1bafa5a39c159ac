import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { FaultsService } from '../../faults/faults.service.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import type { BatchView } from '../reading/batch-view.js';
import {
  cancelUnstarted,
  leftToCancel,
  openForTooLong,
  ownerOfBatch,
  requestCancel,
  requestCancelOfAll,
  suspendedWithOpenBatches,
} from './cancel.sql.js';
import { ExpansionEndService } from '../expansion/expansion-end.service.js';
import { SettleService } from '../settlement/settle.service.js';
import type { BatchStatus } from '../model/statuses.js';

/** Images canceled and refunded by one transaction. */
const SET_SIZE = 500;
/** Sets canceled while the caller waits, about a second; the timetable goes on with the rest. */
const SETS_IN_CALL = 40;
/** A batch holds credits as long as it is open, and none of ours needs a month. */
export const MAX_OPEN_DAYS = 30;

/** Why the service itself ended a batch. Not a refusal, so not in the table of errors. */
interface BatchEnd {
  code: 'expired' | 'canceled_by_operator';
  message: string;
}
const BY_OPERATOR: BatchEnd = { code: 'canceled_by_operator', message: 'The operator of the service canceled it' };
const EXPIRED: BatchEnd = {
  code: 'expired',
  message: `Not finished within ${MAX_OPEN_DAYS} days; what was left is canceled`,
};

/** Ends batches early: images not started are refunded at once, running ones finish and count. */
@Injectable()
export class CancelService {
  constructor(
    private readonly database: DatabaseService,
    private readonly reader: BatchReaderService,
    private readonly settler: SettleService,
    private readonly expansionEnd: ExpansionEndService,
    private readonly faults: FaultsService,
  ) {}

  /**
   * Canceling twice is the same as once.
   * @throws ApiError `not_found`; `invalid_state` when the batch has ended in another way
   */
  async cancel(accountId: string, batchId: string): Promise<BatchView> {
    const canceled = await this.end(accountId, batchId, null);
    const batch = await this.reader.get(accountId, batchId);
    if (!canceled && batch.status !== 'canceled') {
      throw new ApiError('invalid_state', { status: batch.status }, `The batch is ${batch.status}`);
    }
    return batch;
  }

  /**
   * By the operator: the batch says so.
   * @throws ApiError `not_found`; `invalid_state` when the batch has ended in another way
   */
  async cancelByOperator(batchId: string): Promise<{ accountId: string; batch: BatchView }> {
    const [owner] = await this.database.run<{ account_id: string }>(ownerOfBatch, [batchId]);
    if (!owner) throw new ApiError('not_found');
    const { account_id: accountId } = owner;
    const canceled = await this.end(accountId, batchId, BY_OPERATOR);
    const batch = await this.reader.get(accountId, batchId);
    if (canceled || batch.status === 'canceled') return { accountId, batch };
    throw new ApiError('invalid_state', { status: batch.status }, `The batch is ${batch.status}`);
  }

  /** All of an account, by the operator. The timetable refunds what is not started, within seconds. Answers how many. */
  async cancelAllByOperator(sql: Sql, accountId: string): Promise<number> {
    return (await sql.run(requestCancelOfAll, [accountId, JSON.stringify(BY_OPERATOR)])).length;
  }

  /**
   * Cancels what suspended accounts have open: where the process died that suspended one, and what was on its way in at that moment.
   * Answers how many accounts it looked at.
   */
  async cancelOfSuspended(limit: number): Promise<number> {
    const rows = await this.database.run<{ id: string; account_id: string }>(suspendedWithOpenBatches, [limit]);
    await this.faults.each('cancel', rows, ({ id }) => this.cancelAllByOperator(this.database, id));
    return rows.length;
  }

  /** Goes on with what a call left, or a process that died; answers how many batches it looked at. */
  async cancelLeftBehind(limit: number): Promise<number> {
    const rows = await this.database.run<{ id: string; account_id: string }>(leftToCancel, [limit]);
    await this.faults.each('cancel', rows, ({ id }) => this.refundUnstarted(id, Infinity));
    return rows.length;
  }

  /** Ends batches that were open for too long, so that no credits are held for ever; answers how many. */
  async expire(limit: number): Promise<number> {
    const rows = await this.database.run<{ id: string; account_id: string }>(openForTooLong, [MAX_OPEN_DAYS, limit]);
    await this.faults.each('expire', rows, ({ id, account_id: accountId }) => this.end(accountId, id, EXPIRED));
    return rows.length;
  }

  /** Answers false when there was nothing to end. */
  private async end(accountId: string, batchId: string, error: BatchEnd | null): Promise<boolean> {
    const values = [batchId, accountId, error && JSON.stringify(error)];
    const [batch] = await this.database.run<{ status: BatchStatus }>(requestCancel, values);
    if (batch?.status === 'expanding') await this.expansionEnd.work(batchId, SETS_IN_CALL);
    else if (batch) await this.refundUnstarted(batchId, SETS_IN_CALL);
    return batch !== undefined;
  }

  private async refundUnstarted(batchId: string, sets: number): Promise<void> {
    for (let set = 0; set < sets; set += 1) {
      const canceled = await this.database.run(cancelUnstarted, [batchId, SET_SIZE]);
      if (canceled.length === 0) return;
      await this.settler.settle(batchId);
    }
  }
}
