import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../database/database.service.js';
import { compressImage, type CompressedImage } from '../../images/compress-image.js';
import { Deadline } from '../../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS, MAX_SOURCE_BYTES } from '../../images/limits.js';
import { UnusableImage } from '../../images/unusable-image.js';
import { activity } from '../../observability/activity.js';
import { BlockedAddress } from '../../outbound/address-guard.js';
import type { Bucket } from '../../storage/bucket.js';
import { StorageError, toStorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import { DescribeService, isQuestion, type Described } from '../description/describe.service.js';
import { Parking } from '../description/parking.service.js';
import type { Question } from '../description/question.js';
import { claimImage, LEASE_SECONDS } from './claim.sql.js';
import { ClaimsService } from './claims.service.js';
import { LostClaim, Postponed, type ClaimedImage } from '../model/claimed-image.js';
import { finishedReplacement, noteReplacement } from './replacement.js';
import { originMark, versionMarks } from '../results/object-marks.js';
import { findPlace, resultTarget } from './target.js';
import { StageFigures } from './stage-figures.js';
import { SettleService } from '../settlement/settle.service.js';
import { WatermarksService } from '../results/watermarks.service.js';
import { giveBack, retryLater, writeOutcome } from './write-outcome.js';
import type { Outcome } from '../model/outcome.js';

/** Attempts an image has; counted when one begins, so that an image which kills workers ends too. */
export const MAX_ATTEMPTS = 3;
/** One read or write of an object, its retries included. */
const TRANSFER_TIME_LIMIT_MS = 120_000;
const FIRST_RETRY_SECONDS = 2;

/** A result that is ready but for what the AI says. */
interface Made {
  compressed: CompressedImage;
  etag: string;
  asked: Question | Described;
}

/** One image's way: claim, read, compress, describe, write, and an outcome on its row. */
@Injectable()
export class ProcessImageService {
  private readonly logger = new Logger('image');
  /** Those that wait for the AI are no job of the queue any more. */
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly storage: StorageService,
    private readonly describer: DescribeService,
    private readonly parking: Parking,
    private readonly watermarks: WatermarksService,
    private readonly claims: ClaimsService,
    private readonly settler: SettleService,
    private readonly stages: StageFigures,
  ) {}

  /**
   * Resolves when the image's slot is free for another: when it has ended, or only waits for the AI. Does nothing when
   * the image was taken or ended already: a job may come twice.
   */
  async process(imageId: string): Promise<void> {
    const [image] = await this.database.run<ClaimedImage>(claimImage, [imageId, LEASE_SECONDS]);
    if (!image) return;
    await new Promise<void>((leaveSlot) => {
      const ended = this.claims
        .keep(image, () => activity('image', idsOf(image), () => this.work(image, leaveSlot), image.traceparent))
        .catch((error: Error) => this.logger.error(`${image.id}: ${error.message}`, error.stack))
        .finally(() => {
          this.inHand.delete(ended);
          this.settler.noteChange(image.batch_id);
          leaveSlot();
        });
      this.inHand.add(ended);
    });
  }

  /** Waits for the images in hand, also those that left their slot. */
  async finish(): Promise<void> {
    await Promise.all(this.inHand);
  }

  private async work(image: ClaimedImage, leaveSlot: () => void): Promise<void> {
    try {
      const outcome = await this.attempt(image, leaveSlot);
      if (outcome) await writeOutcome(this.database, image, outcome);
    } catch (error) {
      await this.endOrRetry(image, error);
    }
  }

  /** Null: it waits for the answer of a file, and goes on from its row. */
  private async attempt(image: ClaimedImage, leaveSlot: () => void): Promise<Outcome | null> {
    const source = await this.storage.bucket(image.source_connection_id);
    const replaced = await finishedReplacement(source, image, transferLimit());
    if (replaced) return replaced;
    const places = { source, destination: await this.storage.bucket(image.destination_connection_id) };
    const { target: known, unchanged } = await findPlace(this.database, image, places);
    if (unchanged) return unchanged;
    await this.describer.checkRoom(image);
    const made = await this.make(image, source);
    if (!made) return null;
    const { compressed, etag, asked } = made;
    const described = isQuestion(asked) ? await this.describe(image, asked, compressed, leaveSlot) : asked;
    const target = known ?? (await resultTarget(this.database, image, compressed, described, places));
    const outcome = outcomeOf(compressed, described, etag);
    const marks = {
      ...originMark(source, image.key),
      // Without what the AI owes, the next run is to do it again.
      ...(described.reason === null && versionMarks(image.request, etag)),
      ...(await this.replacementMarks(image, target, outcome)),
    };
    const { cacheControl } = image.request.destination;
    const { bytes: result, contentType } = compressed;
    const put = () => places.destination.put(target, result, { contentType, cacheControl, marks }, transferLimit());
    await this.stages.run('upload', put);
    return outcome;
  }

  /** Reads and compresses. The source is in memory here and nowhere else. Null: its question was put aside for a file. */
  private async make(image: ClaimedImage, source: Bucket): Promise<Made | null> {
    const read = () => source.get(image.key, MAX_SOURCE_BYTES, image.etag, transferLimit());
    const { bytes, etag } = await this.stages.run('download', read);
    const waiting = await this.parking.park(image, bytes, etag);
    if (waiting === 'parked') return null;
    const options = { ...image.request.compress, watermark: await this.watermarks.of(image.request) };
    const compress = () => compressImage(bytes, options, Deadline.in(IMAGE_TIME_LIMIT_MS));
    const compressed = await this.stages.run('encode', compress);
    return { compressed, etag, asked: waiting ?? (await this.describer.question(image, bytes)) };
  }

  /** The slot is left meanwhile: the AI takes seconds, and others can be compressed. */
  private describe(image: ClaimedImage, question: Question, compressed: CompressedImage, leaveSlot: () => void) {
    const ask = () => this.stages.run('ai', () => this.describer.describe(image, question));
    return this.describer.room.wait(compressed.bytes.length, leaveSlot, ask);
  }

  /** What a result that takes its source's place is known by. */
  private async replacementMarks(image: ClaimedImage, target: string, outcome: Outcome) {
    if (!image.request.destination.overwrite || target !== image.key) return {};
    const marks = await noteReplacement(this.database, image, outcome);
    if (!marks) throw new LostClaim();
    return marks;
  }

  private async endOrRetry(image: ClaimedImage, error: unknown): Promise<void> {
    if (error instanceof LostClaim) return;
    if (error instanceof Postponed) return giveBack(this.database, image, error);
    if (error instanceof UnusableImage) {
      return writeOutcome(this.database, image, { status: 'failed', reason: error.reason });
    }
    const failure = error instanceof BlockedAddress ? toStorageError(error) : error;
    const passing = !(failure instanceof StorageError) || failure.retryable;
    const reason = failure instanceof StorageError ? failure.reason : 'internal';
    this.logger.warn(`${image.id} attempt ${image.attempts}: ${(error as Error).message}`);
    if (!passing || image.attempts >= MAX_ATTEMPTS) {
      return writeOutcome(this.database, image, { status: 'failed', reason });
    }
    await retryLater(this.database, image, retryDelay(image.attempts));
  }
}

function idsOf({ id, batch_id }: ClaimedImage) {
  return { batchId: batch_id, imageId: id };
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

/** Doubles with each attempt; the jitter keeps images that failed together from coming back together. */
function retryDelay(attempts: number): number {
  return FIRST_RETRY_SECONDS * 2 ** (attempts - 1) * (0.75 + Math.random() / 2);
}
