import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import type { Caller } from '../../common/http/callers.js';
import { spenderOf } from '../../credits/spender.js';
import type { Sql } from '../../database/database.service.js';
import { IdempotencyService, type OnceResponse } from '../../database/idempotency.service.js';
import { AdmissionService, TooManyUncovered, type AcceptedBatch } from './admission.service.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import type { BatchStatus } from '../model/statuses.js';
import { expandAgain, startBatch } from './admission.sql.js';

const STARTED: BatchStatus[] = ['queued', 'running', 'paused', 'completed'];

/** Turns a dry run into the job it was made for. */
@Injectable()
export class StartService {
  constructor(
    private readonly idempotency: IdempotencyService,
    private readonly reader: BatchReaderService,
    private readonly admission: AdmissionService,
  ) {}

  /**
   * Reserves for exactly the images that were counted. Starting twice is the same as once.
   * @throws ApiError `not_found`; `invalid_state` while it is expanded, when it has failed or was canceled, or is no dry run
   * @throws ReservationRefused and the batch stays ready
   */
  start(caller: Caller, idempotencyKey: string | null, batchId: string): Promise<OnceResponse<AcceptedBatch>> {
    const { accountId } = caller;
    const once = { accountId, key: idempotencyKey, content: ['POST /api/batches/:id/start', batchId] };
    return this.idempotency
      .once(once, (sql) => this.startOnce(sql, caller, batchId))
      .catch((error: unknown) => {
        if (!(error instanceof TooManyUncovered)) throw error;
        return this.idempotency.once(once, (sql) => this.startLater(sql, caller, batchId));
      });
  }

  /** A worker skips what lacks credits, in sets, and then reserves. */
  private async startLater(sql: Sql, { accountId, actor }: Caller, batchId: string): Promise<AcceptedBatch> {
    const by = spenderOf(actor);
    await sql.run(expandAgain, [batchId, accountId, by.keyId, by.personId]);
    return this.reader.batch(sql, accountId, batchId);
  }

  private async startOnce(sql: Sql, { accountId, actor }: Caller, batchId: string): Promise<AcceptedBatch> {
    const by = spenderOf(actor);
    const [started] = await sql.run<{ total: number }>(startBatch, [batchId, accountId, by.keyId, by.personId]);
    const { request, status, estimate, cancel_requested_at: canceled } = await this.reader.row(sql, accountId, batchId);
    // Once estimated it is expanded only because it was started; see `startLater`.
    const wasStarted = STARTED.includes(status) || (status === 'expanding' && estimate !== null && !canceled);
    if (started) await this.admission.reserve(sql, { id: batchId, accountId, request, by }, started.total);
    else if (!request.dryRun || !wasStarted) {
      if (!request.dryRun) throw new ApiError('invalid_state', { status }, 'The batch is no dry run');
      throw new ApiError('invalid_state', { status }, `The batch is ${status}`);
    }
    return this.reader.batch(sql, accountId, batchId);
  }
}
