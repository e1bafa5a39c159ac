import type { IncomingMessage } from 'node:http';
import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorText } from '../common/foreign-text.js';
import { StandingService } from '../accounts/standing.service.js';
import { type BatchView, type KeptWatermark, UploadsService, uploadFolder } from '../batches/index.js';
import type { Sql } from '../database/database.service.js';
import { ApiError } from '../common/errors.js';
import type { Caller } from '../common/http/callers.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { IdempotencyService, type OnceResponse } from '../database/idempotency.service.js';
import { UnusableImage } from '../images/unusable-image.js';
import { Watermark } from '../images/watermark.js';
import { requireForm } from './form-reader.js';
import type { IncomingForm } from './incoming-form.js';
import { CompressResultsService, type CompressResult } from './compress-results.service.js';
import { UploadReceiverService } from './upload-receiver.service.js';
import { UploadSlotsService } from './upload-slots.service.js';

/** A request as it came, and what tells that its sender hung up. */
export interface Arrival {
  caller: Caller;
  idempotencyKey: string | null;
  request: IncomingMessage;
  hungUp: AbortSignal;
}

/** The results, or the batch to poll when they take longer than anybody should wait. */
export type CompressResponse = { replayed: boolean } & (
  { results: { sessionId: string; results: CompressResult[] } } | { batch: BatchView }
);

/** A small batch with a caller that waits. */
@Injectable()
export class CompressService {
  private readonly logger = new Logger('compress');

  constructor(
    private readonly slots: UploadSlotsService,
    private readonly receiver: UploadReceiverService,
    private readonly uploads: UploadsService,
    private readonly idempotency: IdempotencyService,
    private readonly results: CompressResultsService,
    private readonly standing: StandingService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @throws ApiError `invalid_request`, `too_large`, `unsupported_image`, `busy`, `plan_required`, `ai_not_configured`,
   * `insufficient_credits`, `budget_exceeded`, `idempotency_conflict`; `not_found` for a repeated request whose results are no longer kept
   */
  async compress(arrival: Arrival): Promise<CompressResponse> {
    const { accountId } = arrival.caller;
    requireForm(arrival.request);
    const { signal: fallen, release } = this.standing.watch(arrival.caller);
    try {
      const { response, replayed } = await this.slots.hold(arrival.caller, (evicted) =>
        this.takeIn(arrival, AbortSignal.any([fallen, evicted])),
      );
      const end = AbortSignal.any([fallen, arrival.hungUp]);
      return { replayed, ...(await this.outcome(accountId, response.batchId, end)) };
    } catch (error) {
      throw fallen.aborted ? fallen.reason : error;
    } finally {
      release();
    }
  }

  /** From the first byte to the commit. What was written for nothing is deleted by the timetable. */
  private async takeIn(arrival: Arrival, signal: AbortSignal): Promise<OnceResponse<{ batchId: string }>> {
    const { accountId } = arrival.caller;
    const uploadId = await this.uploads.begin(accountId);
    let isNeeded = false;
    try {
      const form = await this.receiver.receive(arrival.request, uploadFolder(accountId, uploadId), signal);
      signal.throwIfAborted();
      const admitted = await this.admitOnce(arrival, uploadId, form);
      isNeeded = !admitted.replayed;
      return admitted;
    } finally {
      if (!isNeeded) await this.discard(uploadId);
    }
  }

  private async admitOnce({ caller, idempotencyKey }: Arrival, uploadId: string, form: IncomingForm) {
    const { fields, files } = form;
    const { altText, seoRename, format, quality, maxWidth, maxHeight, sessionId = randomUUID() } = fields;
    const ai = { altText, seoRename };
    const compress = { format, quality, maxWidth, maxHeight };
    const upload = { id: uploadId, files, sessionId, compress, ai };
    let imageIds: string[] = [];
    const once = { accountId: caller.accountId, key: idempotencyKey, content: ['POST /api/compress', form.content] };
    const prepare = () => {
      // Not for a repeated request: that is answered as it was, whatever the plan is now.
      this.uploads.requireFeatures(caller, { ai: altText || seoRename ? ai : null, watermark: form.watermark });
      return this.watermarkOf(uploadFolder(caller.accountId, uploadId), form);
    };
    const admit = async (sql: Sql, watermark: KeptWatermark | null) => {
      const { batchId, imageIds: taken } = await this.uploads.admit(sql, caller, { ...upload, watermark });
      imageIds = taken;
      return { batchId };
    };
    const admitted = await this.idempotency.once(once, admit, prepare);
    this.uploads.handOver(imageIds);
    return admitted;
  }

  private async watermarkOf(folder: string, { watermark: png, fields }: IncomingForm): Promise<KeptWatermark | null> {
    if (!png) return null;
    const { watermarkScale: scale, watermarkOpacity: opacity, watermarkPosition: position } = fields;
    const options = { scale, opacity, position };
    try {
      await Watermark.open(png, options);
    } catch (error) {
      if (!(error instanceof UnusableImage)) throw error;
      throw new ApiError('unsupported_image', {}, 'The watermark is not a PNG that can be read');
    }
    return { ...options, ...(await this.receiver.storeWatermark(folder, png)) };
  }

  private async outcome(accountId: string, batchId: string, end: AbortSignal) {
    const limit = AbortSignal.any([end, AbortSignal.timeout(this.settings.timeLimits.compressMs)]);
    const ended = await this.uploads.ended(batchId, limit);
    end.throwIfAborted();
    if (!ended) return { batch: await this.uploads.batch(accountId, batchId) };
    const results = await this.results.ofBatch(accountId, batchId);
    if (!results) throw new ApiError('not_found', {}, 'The results are no longer kept');
    return { results };
  }

  private async discard(uploadId: string): Promise<void> {
    // Without this it goes when its time is over.
    await this.uploads
      .discard(uploadId)
      .catch((error: unknown) => this.logger.warn(`${uploadId}: ${errorText(error)}`));
  }
}
