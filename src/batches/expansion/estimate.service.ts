import { Injectable } from '@nestjs/common';
import { CreditsService } from '../../credits/credits.service.js';
import { DatabaseService } from '../../database/database.service.js';
import { compressImage } from '../../images/compress-image.js';
import { Deadline } from '../../images/deadline.js';
import { MAX_SOURCE_BYTES } from '../../images/limits.js';
import { MemoryBudget } from '../../images/memory-budget.js';
import { UnusableImage } from '../../images/unusable-image.js';
import type { Bucket } from '../../storage/bucket.js';
import { StorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { estimateFrom, mostFrequent, type Estimate } from '../model/estimate.js';
import { earlierTarget, imagePage } from './estimate.sql.js';
import { splitKey } from '../model/target-key.js';
import { look, unchangedSince } from '../results/unchanged.js';
import { spenderOfListing } from './taken-expansion.js';
import { WatermarksService } from '../results/watermarks.service.js';
import type { Outcome } from '../model/outcome.js';

/** Images that are really compressed: enough for a range worth telling, few enough to wait for. */
const SAMPLE_SIZE = 20;
const PAGE = 1_000;
/** One sampled image, its transfer included. */
const IMAGE_LIMIT_MS = 30_000;
/** After that the sample is as large as it has become. */
const SAMPLE_LIMIT_MS = 120_000;

export interface EstimatedBatch {
  id: string;
  account_id: string;
  source_connection_id: string;
  request: KeptRequest;
  created_at: Date;
  key_id: string | null;
  person_id: string | null;
}

interface SampledImage {
  id: string;
  key: string;
  etag: string | null;
  target_key: string | null;
}

/** What a batch would do and cost: its keys are counted, some of its images are really compressed, nothing is written. */
@Injectable()
export class EstimateService {
  /** Listings wait for S3, and many run at once; the images they try are work for the processor and in memory. */
  private readonly sources = new MemoryBudget(2 * MAX_SOURCE_BYTES);

  constructor(
    private readonly database: DatabaseService,
    private readonly storage: StorageService,
    private readonly credits: CreditsService,
    private readonly watermarks: WatermarksService,
  ) {}

  /** @param goOn is called before each image; the estimate is given up when it throws */
  async estimate(batch: EstimatedBatch, goOn: () => Promise<void>): Promise<Estimate> {
    const { images, extensions, sampled } = await this.look(batch.id, goOn);
    const outcomes = await this.tryOut(batch, sampled, goOn);
    const withAi = batch.request.ai !== null;
    const { sample, bytes, uses } = estimateFrom(images, outcomes, withAi);
    const available = await this.credits.available(this.database, batch.account_id, spenderOfListing(batch));
    return {
      images,
      byExtension: mostFrequent(extensions),
      sample,
      bytes,
      credits: {
        compression: { needed: images, available: available.compression, expectedUse: uses.compression },
        ai: { needed: withAi ? images : 0, available: available.ai, expectedUse: uses.ai },
      },
      at: new Date().toISOString(),
    };
  }

  /** One pass over the keys: counts, and a sample in which each image is with the same chance (Vitter's algorithm R). */
  private async look(batchId: string, goOn: () => Promise<void>) {
    const extensions = new Map<string, number>();
    const sampled: SampledImage[] = [];
    let images = 0;
    for (let behind: string | undefined = ''; behind !== undefined;) {
      const page: SampledImage[] = await this.database.run<SampledImage>(imagePage, [batchId, behind, PAGE]);
      for (const image of page) {
        const extension = splitKey(image.key).extension.toLowerCase();
        extensions.set(extension, (extensions.get(extension) ?? 0) + 1);
        images += 1;
        const place = images <= SAMPLE_SIZE ? images - 1 : Math.floor(Math.random() * images);
        if (place < SAMPLE_SIZE) sampled[place] = image;
      }
      if (page.length === PAGE) await goOn();
      behind = page.length === PAGE ? page.at(-1)?.key : undefined;
    }
    return { images, extensions, sampled };
  }

  private async tryOut(batch: EstimatedBatch, sampled: SampledImage[], goOn: () => Promise<void>): Promise<Outcome[]> {
    const source = await this.storage.bucket(batch.source_connection_id);
    const destination = await this.storage.bucket(batch.request.destination.connection);
    const until = Date.now() + SAMPLE_LIMIT_MS;
    const outcomes: Outcome[] = [];
    for (const image of sampled) {
      await goOn();
      if (Date.now() > until) break;
      outcomes.push(await this.tryImage(batch, image, source, destination));
    }
    return outcomes;
  }

  private async tryImage(
    { request, created_at }: EstimatedBatch,
    image: SampledImage,
    source: Bucket,
    destination: Bucket,
  ): Promise<Outcome> {
    try {
      const looked = { ...image, request, submitted_at: created_at };
      const target = image.target_key ?? (await this.earlierTarget(image.id));
      const found = target && (await look(destination, target));
      if (found && (await unchangedSince(looked, target, found, source)))
        return { status: 'skipped', reason: 'unchanged' };
      const limit = AbortSignal.timeout(IMAGE_LIMIT_MS);
      const { bytes } = await source.get(image.key, MAX_SOURCE_BYTES, image.etag, limit);
      const options = { ...request.compress, watermark: await this.watermarks.of(request) };
      const compress = () => compressImage(bytes, options, Deadline.in(IMAGE_LIMIT_MS));
      const { in: read, out, isOriginal } = await this.sources.hold(MAX_SOURCE_BYTES, compress);
      if (isOriginal) return { status: 'skipped', reason: 'not_smaller', in: read, out };
      return { status: 'succeeded', reason: null, in: read, out };
    } catch (error) {
      if (error instanceof UnusableImage || error instanceof StorageError) {
        return { status: 'failed', reason: error.reason };
      }
      throw error;
    }
  }

  private async earlierTarget(imageId: string): Promise<string | null> {
    const [row] = await this.database.run<{ target: string | null }>(earlierTarget, [imageId]);
    return row?.target ?? null;
  }
}
