import { Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { filterInSlices } from '../../common/in-slices.js';
import type { Caller } from '../../common/http/callers.js';
import type { Sql } from '../../database/database.service.js';
import { IdempotencyService, type OnceResponse } from '../../database/idempotency.service.js';
import { AdmissionService, toldWebhookSecret, type AcceptedBatch, type NewBatch } from './admission.service.js';
import { keptRequest, type BatchRequest, type KeptRequest } from '../model/batch-request.js';
import { ImageRows } from '../rows/image-rows.js';
import { keyFilter } from '../model/key-filter.js';
import { WatermarksService } from '../results/watermarks.service.js';

/**
 * Accepts a batch. With named keys the batch, its images and its credits are stored in one transaction; a prefix or
 * a manifest is stored alone and expanded by a worker. Nothing is handed to Redis here: the dispatcher finds what was committed.
 */
@Injectable()
export class SubmitService {
  constructor(
    private readonly idempotency: IdempotencyService,
    private readonly admission: AdmissionService,
    private readonly watermarks: WatermarksService,
  ) {}

  /**
   * @throws ApiError `plan_required`, `ai_not_configured`, `not_found`, `blocked_address`, `insufficient_credits`,
   * `budget_exceeded`, `invalid_request`, and what a watermark may cause
   */
  async submit(
    caller: Caller,
    idempotencyKey: string | null,
    body: BatchRequest,
  ): Promise<OnceResponse<AcceptedBatch>> {
    const { accountId, actor } = caller;
    const keys = body.source.keys && (await distinctKeys(body.source.keys, keyFilter(body.source)));
    if (keys?.length === 0) throw ApiError.field('source.keys', 'no key is left after include and exclude');
    const request = keptRequest(keys ? { ...body, source: { ...body.source, keys } } : body);
    const toldTo = toldWebhookSecret(body, actor);
    const once = { accountId, key: idempotencyKey, content: ['POST /api/batches', body], toldTo };
    return this.idempotency.once(
      once,
      (sql, watermark) => this.store(sql, caller, { ...request, watermark }, keys),
      () => {
        // Not for a repeated request: that is answered as it was, whatever the plan is now.
        this.admission.requireFeatures(caller, { ai: request.ai, watermark: body.watermark });
        return this.watermarks.accept(accountId, body.source.connection, body.watermark);
      },
    );
  }

  private async store(sql: Sql, caller: Caller, request: KeptRequest, keys?: string[]): Promise<AcceptedBatch> {
    const status = keys && !request.dryRun ? 'queued' : 'expanding';
    const batch = await this.admission.open(sql, caller, request, { status, total: keys?.length });
    if (keys) await this.storeImages(sql, batch, keys);
    return this.admission.answer(sql, batch);
  }

  private async storeImages(sql: Sql, batch: NewBatch, keys: string[]): Promise<void> {
    const rows = await ImageRows.of(sql, batch, true);
    const objects = keys.map((key) => ({ key, etag: null }));
    await rows.write(sql, objects);
    let behind: string | null = rows.namesLater ? '' : null;
    while (behind !== null) behind = await rows.nameNext(sql, behind);
    if (!batch.request.dryRun) await this.admission.reserve(sql, batch, keys.length);
  }
}

/** A key named twice is one image; the order is that of a bucket's listing. */
async function distinctKeys(keys: string[], wanted: (key: string) => boolean): Promise<string[]> {
  const distinct = await filterInSlices([...new Set(keys)], wanted);
  const sorted = distinct.map((key) => Buffer.from(key)).sort(Buffer.compare);
  return sorted.map(String);
}
