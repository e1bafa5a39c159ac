import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../../common/errors.js';
import type { Caller } from '../../common/http/callers.js';
import { newId } from '../../common/ids.js';
import { Database, type Sql } from '../../database/database.service.js';
import { Idempotency, type OnceAnswer } from '../../database/idempotency.js';
import { Admission, type AcceptedBatch } from './admission.service.js';
import { BatchReader } from '../reading/batch-reader.service.js';
import type { BatchRow } from '../reading/batch-view.js';
import { REASONS } from '../reading/image-view.js';
import { typeOf, type KeptWatermark } from './batch-request.js';
import { WatermarksService } from './watermarks.service.js';
import { copyFailed } from './retry.sql.js';
import { isKnownBeforehand } from '../target-key.js';

/** `POST /api/batches/:id/retry`; without `reason`, or without a body, all failed images. */
export const retryRequest = z.strictObject({ reason: z.array(z.enum(REASONS)).min(1).optional() }).prefault({});
export type RetryRequest = z.infer<typeof retryRequest>;

/** Places at the end of an id that number the images of a retry. */
const NUMBER_PLACES = 8;

/** Makes a new batch of the images that failed in one that has ended. */
@Injectable()
export class RetryService {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly database: Database,
    private readonly reader: BatchReader,
    private readonly watermarks: WatermarksService,
    private readonly admission: Admission,
  ) {}

  /** @throws ApiError `not_found`, `invalid_state`, `invalid_request`, and whatever a submit of it may answer */
  retry(
    caller: Caller,
    idempotencyKey: string | null,
    batchId: string,
    body: RetryRequest,
  ): Promise<OnceAnswer<AcceptedBatch>> {
    const content = ['POST /api/batches/:id/retry', batchId, body];
    const once = { accountId: caller.accountId, key: idempotencyKey, content };
    return this.idempotency.once(
      once,
      (sql, watermark) => this.store(sql, caller, batchId, body.reason, watermark),
      () => this.watermarkNow(caller, batchId),
    );
  }

  /** The mark is looked at anew, as the objects are: it may be another one by now. */
  private async watermarkNow({ accountId }: Caller, batchId: string): Promise<KeptWatermark | null> {
    const original = await this.reader.row(this.database, accountId, batchId);
    const connection = requireConnection(original);
    return this.watermarks.accept(accountId, connection, original.request.watermark);
  }

  private async store(
    sql: Sql,
    caller: Caller,
    batchId: string,
    reason: string[] | undefined,
    watermark: KeptWatermark | null,
  ): Promise<AcceptedBatch> {
    const original = await this.reader.row(sql, caller.accountId, batchId);
    requireFailures(original);
    const connection = requireConnection(original);
    const source = { connection, retryOf: batchId, ...(reason && { reason }) };
    const request = { ...original.request, source, watermark, dryRun: false };
    this.admission.requireFeatures(caller, request);
    const batch = await this.admission.open(sql, caller.accountId, request, { status: 'queued', retryOf: batchId });
    const keepTargets = isKnownBeforehand(request.destination.key, typeOf(request) !== null);
    const values = [batch.id, batchId, reason ?? null, keepTargets, newId('img').slice(0, -NUMBER_PLACES)];
    const [{ total } = { total: 0 }] = await sql.run<{ total: number }>(copyFailed, values);
    if (total === 0) throw ApiError.field('reason', 'no image failed for one of these reasons');
    await this.admission.reserve(sql, batch, total);
    return this.admission.answer(sql, batch);
  }
}

function requireFailures({ status, ended_at, failed }: BatchRow): void {
  if (!ended_at) throw new ApiError('invalid_state', { status }, `The batch is ${status}`);
  if (failed === 0) throw new ApiError('invalid_state', { status }, 'The batch has no failed images');
}

/** Uploaded files are not kept long enough to promise that they can be tried again. */
function requireConnection({ request, status }: BatchRow): string {
  const { connection } = request.source;
  if (connection === null)
    throw new ApiError('invalid_state', { status }, 'Uploaded files are sent again, not retried');
  return connection;
}
