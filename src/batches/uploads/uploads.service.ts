import { Injectable } from '@nestjs/common';
import type { Caller } from '../../common/http/callers.js';
import { newId } from '../../common/ids.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { AdmissionService } from '../admission/admission.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { ImageRows } from '../rows/image-rows.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import type { BatchView } from '../reading/batch-view.js';
import { SettleService } from '../settlement/settle.service.js';
import { FastLaneService } from './fast-lane.service.js';
import { ImagesEndService } from './images-end.service.js';
import { UPLOAD_KEPT_HOURS, uploadFolder, type ReceivedUpload, type UploadedFile } from './upload.js';
import { discardUpload, insertFiles, insertUpload } from './uploads.sql.js';

/** Longer than anything that was begun can still be on its way to the bucket. */
const DISCARD_AFTER_SECONDS = 300;

/** A batch of uploaded files, and its images that take the fast lane once it is committed. */
export interface AdmittedUpload {
  batchId: string;
  imageIds: string[];
}

/** Uploaded files on their way through a batch whose caller waits. */
@Injectable()
export class UploadsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly admission: AdmissionService,
    private readonly lane: FastLaneService,
    private readonly imagesEnd: ImagesEndService,
    private readonly settler: SettleService,
    private readonly reader: BatchReaderService,
  ) {}

  /** Notes that objects will be written below `uploadFolder`, before the first of them is. */
  async begin(accountId: string): Promise<string> {
    const id = newId('upl');
    await this.database.run(insertUpload, [id, accountId, UPLOAD_KEPT_HOURS]);
    return id;
  }

  /** @throws ApiError `plan_required`, `ai_not_configured` */
  requireFeatures(caller: Caller, asked: { ai: object | null; watermark: object | null }): void {
    this.admission.requireFeatures(caller, asked);
  }

  /** Nothing came of it: its objects are deleted soon. If the process dies first, they are deleted when their time is over. */
  async discard(uploadId: string): Promise<void> {
    await this.database.run(discardUpload, [uploadId, DISCARD_AFTER_SECONDS]);
  }

  /**
   * Stores the batch, its images, the files and the reservation, for exactly the files that came in.
   * @throws ReservationRefused
   */
  async admit(sql: Sql, caller: Caller, upload: ReceivedUpload): Promise<AdmittedUpload> {
    const { accountId, plan } = caller;
    const request = keptRequest(accountId, upload);
    const stored = upload.files.flatMap(({ id, stored }) => (stored ? [{ id, ...stored }] : []));
    const beginning = { status: 'queued', total: stored.length, uploadId: upload.id } as const;
    const batch = await this.admission.open(sql, caller, request, beginning);
    await (await ImageRows.of(sql, batch, true)).write(sql, stored);
    await storeFiles(sql, accountId, upload);
    const imageIds = await this.lane.take(sql, batch, plan);
    await this.admission.reserve(sql, batch, stored.length);
    return { batchId: batch.id, imageIds };
  }

  /** Hands admitted images to the workers. Call it after the commit; it does not wait for Redis, which may be away. */
  handOver(imageIds: string[]): void {
    this.lane.handOver(imageIds);
  }

  /**
   * Waits until all images of the batch have ended, then settles it, so that the usage agrees with the results the caller gets.
   * False when the signal came first.
   */
  async ended(batchId: string, signal: AbortSignal): Promise<boolean> {
    const ended = await this.imagesEnd.of(batchId, signal);
    if (ended) await this.settler.settle(batchId);
    return ended;
  }

  /** The batch as the API shows it. @throws ApiError `not_found` */
  batch(accountId: string, batchId: string): Promise<BatchView> {
    return this.reader.get(accountId, batchId);
  }
}

/** What a batch over a bucket would say, with the service's own bucket in place of connections. */
function keptRequest(
  accountId: string,
  { id, files, sessionId, compress, watermark, ai }: ReceivedUpload,
): KeptRequest {
  const name = ai.seoRename ? '{seoName}' : '{name}';
  const key = `${uploadFolder(accountId, id)}out/${name}.{ext}`;
  return {
    source: { connection: null, upload: { files: files.length, sessionId } },
    destination: { connection: null, key, overwrite: false },
    compress: { ...compress, metadata: 'strip' },
    watermark,
    ai: ai.altText || ai.seoRename ? { ...ai, language: 'en' } : null,
    metadata: {},
    onInsufficientCredits: 'reject',
    webhookUrl: null,
    dryRun: false,
  };
}

async function storeFiles(sql: Sql, accountId: string, { id, sessionId, files }: ReceivedUpload): Promise<void> {
  const column = <Name extends keyof UploadedFile>(name: Name) => files.map((file) => file[name]);
  const columns = [column('id'), column('originalName'), column('bytes'), column('reason')];
  await sql.run(insertFiles, [id, accountId, sessionId, ...columns]);
}
