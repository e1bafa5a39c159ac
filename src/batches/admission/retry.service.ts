import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../../common/errors.js';
import type { Caller } from '../../common/http/callers.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { IdempotencyService, type OnceResponse } from '../../database/idempotency.service.js';
import { AdmissionService, toldWebhookSecret, type AcceptedBatch, type NewBatch } from './admission.service.js';
import { BatchReaderService, requireKept } from '../reading/batch-reader.service.js';
import type { BatchRow } from '../reading/batch-view.js';
import { failedPages } from '../rows/failed-images.js';
import { ImageRows } from '../rows/image-rows.js';
import { MAX_KEYS, type KeptWatermark } from '../model/batch-request.js';
import { WatermarksService } from '../results/watermarks.service.js';
import { REASONS } from '../model/statuses.js';
import type { SourcePage } from '../model/source.js';
import { fixTotal, holdImages } from './admission.sql.js';

/** `POST /api/batches/:id/retry`; without `reason`, or without a body, all failed images. */
export const retryRequest = z.strictObject({ reason: z.array(z.enum(REASONS)).min(1).optional() }).prefault({});
export type RetryRequest = z.infer<typeof retryRequest>;

/** Makes a new batch of the images that failed in one that has ended. */
@Injectable()
export class RetryService {
  constructor(
    private readonly idempotency: IdempotencyService,
    private readonly database: DatabaseService,
    private readonly reader: BatchReaderService,
    private readonly watermarks: WatermarksService,
    private readonly admission: AdmissionService,
  ) {}

  /** @throws ApiError `not_found`, `invalid_state`, `invalid_request`, and whatever a submit of it may answer */
  async retry(
    caller: Caller,
    idempotencyKey: string | null,
    batchId: string,
    body: RetryRequest,
  ): Promise<OnceResponse<AcceptedBatch>> {
    const { accountId, actor } = caller;
    const { request } = await this.reader.row(this.database, accountId, batchId);
    const content = ['POST /api/batches/:id/retry', batchId, body];
    const once = { accountId, key: idempotencyKey, content, toldTo: toldWebhookSecret(request, actor) };
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
    await sql.run(holdImages, [batchId]);
    const original = await this.reader.row(sql, caller.accountId, batchId);
    requireKept(original);
    requireFailures(original);
    const connection = requireConnection(original);
    const source = { connection, retryOf: batchId, ...(reason && { reason }) };
    const request = { ...original.request, source, watermark, dryRun: false };
    this.admission.requireFeatures(caller, request);
    const wanted = { retryOf: batchId, reason };
    const first = await failedPages(sql, wanted, null).next();
    if (first.done) throw ApiError.field('reason', 'no image failed for one of these reasons');
    const isLarge = original.failed > MAX_KEYS;
    const status = isLarge ? 'expanding' : 'queued';
    const batch = await this.admission.open(sql, caller, request, { status, retryOf: batchId });
    if (!isLarge) await this.copy(sql, batch, failedPages(sql, wanted, null));
    return this.admission.answer(sql, batch);
  }

  /** What a call can do: as many images as it may name. More are copied and reserved for by a worker. */
  private async copy(sql: Sql, batch: NewBatch, pages: AsyncGenerator<SourcePage>): Promise<void> {
    const rows = await ImageRows.of(sql, batch, true);
    let total = 0;
    for await (const { objects } of pages) total += await rows.write(sql, objects);
    await sql.run(fixTotal, [batch.id, total]);
    await this.admission.reserve(sql, batch, total);
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
