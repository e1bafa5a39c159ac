import { Injectable, Logger } from '@nestjs/common';
import { AiError } from '../ai/ai-error.js';
import { AiService } from '../ai/ai.service.js';
import type { Description } from '../ai/description.js';
import { Database, isUniqueViolation } from '../database/database.service.js';
import { compressImage, type CompressedImage } from '../images/compress-image.js';
import { Deadline } from '../images/deadline.js';
import { IMAGE_TIME_LIMIT_MS, MAX_SOURCE_BYTES } from '../images/limits.js';
import { makePreview } from '../images/preview.js';
import { UnusableImage } from '../images/unusable-image.js';
import { BlockedAddress } from '../outbound/address-guard.js';
import { StorageError, toStorageError } from '../storage/storage-error.js';
import { StorageService } from '../storage/storage.service.js';
import type { KeptRequest } from './batch-request.js';
import { chooseTarget, claimImage, LEASE_SECONDS } from './claim.sql.js';
import { ClaimKeeper } from './claim-keeper.js';
import { retryLater, writeOutcome, type Attempt, type Outcome } from './outcome.js';
import { finishedReplacement, noteReplacement } from './replacement.js';
import { Settler } from './settle.service.js';
import { renderTarget, withOrdinal, type TargetFacts } from './target-key.js';

/** Attempts an image has; counted when one begins, so that an image which kills workers ends too. */
export const MAX_ATTEMPTS = 3;
/** One read or write of an object, its retries included. */
const TRANSFER_TIME_LIMIT_MS = 120_000;
const FIRST_RETRY_SECONDS = 2;

/** A claimed image with what its batch asks for. */
export interface ClaimedImage extends Attempt {
  batch_id: string;
  key: string;
  etag: string | null;
  target_key: string | null;
  alt_text: string | null;
  seo_name: string | null;
  replacement: Outcome | null;
  source_connection_id: string;
  destination_connection_id: string;
  request: KeptRequest;
}

/** One image's way: claim, read, compress, describe, write, and an outcome on its row. */
@Injectable()
export class ProcessImageService {
  private readonly logger = new Logger('image');

  constructor(
    private readonly database: Database,
    private readonly storage: StorageService,
    private readonly ai: AiService,
    private readonly claims: ClaimKeeper,
    private readonly settler: Settler,
  ) {}

  /** Does nothing when the image was taken or ended already: a job may come twice. */
  async process(imageId: string): Promise<void> {
    const [image] = await this.database.run<ClaimedImage>(claimImage, [imageId, LEASE_SECONDS]);
    if (!image) return;
    await this.claims.keep(image, async () => {
      try {
        await writeOutcome(this.database, image, await this.attempt(image));
      } catch (error) {
        await this.endOrRetry(image, error);
      }
    });
    this.settler.noteChange(image.batch_id);
  }

  private async attempt(image: ClaimedImage): Promise<Outcome> {
    const source = await this.storage.bucket(image.source_connection_id);
    const replaced = await finishedReplacement(source, image, transferLimit());
    if (replaced) return replaced;
    const { bytes, etag } = await source.get(image.key, MAX_SOURCE_BYTES, image.etag, transferLimit());
    const compressed = await compressImage(bytes, image.request.compress, Deadline.in(IMAGE_TIME_LIMIT_MS));
    const described = await this.describe(image, bytes);
    const target = await this.target(image, compressed, described);
    const destination = await this.storage.bucket(image.destination_connection_id);
    const { cacheControl } = image.request.destination;
    const outcome: Outcome = { status: 'succeeded', etag, in: compressed.in, out: compressed.out, ...described };
    const headers = {
      contentType: compressed.contentType,
      cacheControl,
      marks: await this.marks(image, target, outcome),
    };
    await destination.put(target, compressed.bytes, headers, transferLimit());
    return outcome;
  }

  /** What a result that takes its source's place is known by. */
  private async marks(image: ClaimedImage, target: string, outcome: Outcome) {
    if (!image.request.destination.overwrite || target !== image.key) return undefined;
    const marks = await noteReplacement(this.database, image, outcome);
    if (!marks) throw new LostClaim();
    return marks;
  }

  /** A compressed image is never lost because of its AI step: that only leaves its credit unused. */
  private async describe(image: ClaimedImage, bytes: Buffer): Promise<DescribedImage> {
    const wanted = image.request.ai;
    if (!wanted) return { reason: null, altText: null, seoName: null, aiUsed: false };
    if (image.alt_text !== null || image.seo_name !== null) {
      return { reason: null, altText: image.alt_text, seoName: image.seo_name, aiUsed: true };
    }
    try {
      const description = await this.ai.describe({
        preview: await makePreview(bytes, Deadline.in(IMAGE_TIME_LIMIT_MS)),
        wanted: { altText: wanted.altText, seoRename: wanted.seoRename },
        language: wanted.language,
        context: wanted.context ?? null,
        fileName: image.key.slice(image.key.lastIndexOf('/') + 1),
      });
      return { reason: null, ...description, aiUsed: true };
    } catch (error) {
      // No preview, no description: the picture itself was compressed all the same.
      if (!(error instanceof AiError || error instanceof UnusableImage)) throw error;
      const reason = error instanceof AiError ? error.reason : 'ai_failed';
      return { reason, altText: null, seoName: null, aiUsed: false };
    }
  }

  /** The target given at expansion, or one rendered from the result that no other image of the batch has. */
  private async target(
    image: ClaimedImage,
    { bytes, extension, out }: CompressedImage,
    ai: Description,
  ): Promise<string> {
    if (image.target_key !== null) return image.target_key;
    const facts: TargetFacts = { seoName: ai.seoName, width: out.width, height: out.height, bytes };
    const wanted = renderTarget(image.request.destination.key, image.key, extension, facts);
    for (let ordinal = 1; ; ordinal += 1) {
      const target = withOrdinal(wanted, ordinal);
      try {
        const { overwrite = false } = image.request.destination;
        const values = [image.id, image.attempts, target, ai.altText, ai.seoName, overwrite];
        const [row] = await this.database.run<{ target_key: string | null }>(chooseTarget, values);
        if (!row) throw new LostClaim();
        if (row.target_key !== null) return target;
      } catch (error) {
        if (!isUniqueViolation(error, 'images_one_target')) throw error;
      }
    }
  }

  private async endOrRetry(image: ClaimedImage, error: unknown): Promise<void> {
    if (error instanceof LostClaim) return;
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

type DescribedImage = Description & Pick<Outcome, 'reason'> & { aiUsed: boolean };

/** Another worker has the image now; what this one did is worth nothing. */
class LostClaim extends Error {}

function transferLimit(): AbortSignal {
  return AbortSignal.timeout(TRANSFER_TIME_LIMIT_MS);
}

/** Doubles with each attempt; the jitter keeps images that failed together from coming back together. */
function retryDelay(attempts: number): number {
  return FIRST_RETRY_SECONDS * 2 ** (attempts - 1) * (0.75 + Math.random() / 2);
}
