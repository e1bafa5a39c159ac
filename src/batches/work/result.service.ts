import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import { compressImage, type CompressedImage } from '../../images/compress-image.js';
import { Deadline } from '../../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS, MAX_SOURCE_BYTES } from '../../images/limits.js';
import { StorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import { DescribeService } from '../description/describe.service.js';
import { deliveryOf, type Described, type Inquiry } from '../description/described.js';
import { DescriptionFilesService } from '../description/description-files.service.js';
import { LostClaim, type ClaimedImage } from '../model/claimed-image.js';
import type { Outcome } from '../model/outcome.js';
import { originMark, versionMarks } from '../results/object-marks.js';
import { WatermarksService } from '../results/watermarks.service.js';
import { finishedReplacement, noteReplacement } from './replacement.js';
import type { AttemptTransfers } from './slow-transfers.js';
import { StageFigures } from './stage-figures.js';
import { findTarget, resultTarget, type ImageBuckets } from './target.js';

/** One read or write of an object, its retries included. */
const TRANSFER_TIME_LIMIT_MS = 120_000;

/** Where an image is read and written. `target` is null when its key is chosen with the result. */
export interface Destination extends ImageBuckets {
  target: string | null;
}

/** The destination did not take the result. What it does with the next one is up to it. */
export class FailedWrite extends StorageError {
  constructor({ reason, message, retryable, permission }: StorageError) {
    super(reason, message, retryable, undefined, permission);
  }
}

/** Before a result is made: whether one has to be. */
export type Found = { kind: 'done'; outcome: Outcome } | { kind: 'to-do'; destination: Destination };

/** A result that lacks nothing but its description; or the image waits for that in a file, and nothing was made. */
export type Made = { kind: 'parked' } | MadeResult;
export interface MadeResult {
  kind: 'made';
  compressed: CompressedImage;
  /** Of the source that was read. */
  etag: string;
  inquiry: Inquiry;
}

/** The result of one image: found where it belongs, or made and written there. */
@Injectable()
export class ResultService {
  constructor(
    private readonly database: DatabaseService,
    private readonly storage: StorageService,
    private readonly describing: DescribeService,
    private readonly files: DescriptionFilesService,
    private readonly watermarks: WatermarksService,
    private readonly stages: StageFigures,
  ) {}

  /** Looks for a result that an earlier attempt or an earlier batch left. @throws LostClaim, StorageError */
  async find(image: ClaimedImage): Promise<Found> {
    const source = await this.storage.bucket(image.source_connection_id);
    const replaced = await finishedReplacement(source, image, transferLimit());
    if (replaced) return { kind: 'done', outcome: replaced };
    const buckets = { source, destination: await this.storage.bucket(image.destination_connection_id) };
    const { target, unchanged } = await findTarget(this.database, image, buckets);
    return unchanged ? { kind: 'done', outcome: unchanged } : { kind: 'to-do', destination: { ...buckets, target } };
  }

  /**
   * Reads and compresses. The source is in memory here and nowhere else.
   * @throws UnusableImage, StorageError, LostClaim
   */
  async make(image: ClaimedImage, { source }: Destination, transfers: AttemptTransfers): Promise<Made> {
    const get = () => source.get(image.key, MAX_SOURCE_BYTES, image.etag, transferLimit());
    const { bytes, etag } = await transfers.during(() => this.stages.run('download', get));
    const filed = deliveryOf(image) === 'batch' ? await this.files.park(image, bytes, etag) : null;
    if (filed === 'parked') return { kind: 'parked' };
    const options = { ...image.request.compress, watermark: await this.watermarks.of(image.request) };
    const compress = () => compressImage(bytes, options, Deadline.in(IMAGE_TIME_LIMIT_MS));
    const compressed = await this.stages.run('encode', compress);
    const inquiry: Inquiry = filed
      ? { kind: 'described', described: filed }
      : await this.describing.inquire(image, bytes);
    return { kind: 'made', compressed, etag, inquiry };
  }

  /** Writes a result with its description, and says how the image ended. @throws LostClaim, StorageError, FailedWrite */
  async write(image: ClaimedImage, to: Destination, made: MadeResult, described: Described): Promise<Outcome> {
    const { compressed, etag } = made;
    const target = to.target ?? (await resultTarget(this.database, image, compressed, described, to));
    const outcome = outcomeOf(compressed, described, etag);
    const marks = {
      ...originMark(to.source, image.key),
      // A result that lacks its description is not marked as whole, so the next run makes it again.
      ...(described.reason === null && versionMarks(image.request, etag, image.clock.now())),
      ...(await this.replacementMarks(image, target, outcome)),
    };
    const { cacheControl } = image.request.destination;
    const { bytes, contentType } = compressed;
    const put = () => to.destination.put(target, bytes, { contentType, cacheControl, marks }, transferLimit());
    await this.stages.run('upload', put).catch((error: unknown) => {
      throw error instanceof StorageError ? new FailedWrite(error) : error;
    });
    return outcome;
  }

  /** Marks by which a result is recognized that took its source's place. */
  private async replacementMarks(image: ClaimedImage, target: string, outcome: Outcome) {
    if (!image.request.destination.overwrite || target !== image.key) return {};
    const marks = await noteReplacement(this.database, image, outcome);
    if (!marks) throw new LostClaim();
    return marks;
  }
}

function outcomeOf(compressed: CompressedImage, described: Described, etag: string): Outcome {
  const facts = { etag, in: compressed.in, out: compressed.out, ...described };
  // The original is in its place, and costs nothing; what the AI said of it is worth its credit all the same.
  if (compressed.isOriginal) return { ...facts, status: 'skipped', reason: 'not_smaller' };
  return { ...facts, status: 'succeeded' };
}

function transferLimit(): AbortSignal {
  return AbortSignal.timeout(TRANSFER_TIME_LIMIT_MS);
}
