import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../../common/errors.js';
import { UnusableImage } from '../../images/unusable-image.js';
import { MAX_WATERMARK_BYTES, Watermark } from '../../images/watermark.js';
import { ConnectionsService } from '../../storage/connections.service.js';
import { refusalOf } from '../../storage/refusal.js';
import { StorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import type { BatchRequest, KeptRequest, KeptWatermark } from '../model/batch-request.js';

const READ_LIMIT_MS = 30_000;
/** Watermarks kept ready, each in the sizes it was used in; the least recently used goes first. */
const WATERMARKS_KEPT = 20;

type AskedWatermark = NonNullable<BatchRequest['watermark']>;

/** The watermarks of batches: looked at when a batch is accepted, prepared once in each process that works on it. */
@Injectable()
export class WatermarksService {
  private readonly opened = new LRUCache<string, Promise<Watermark>>({ max: WATERMARKS_KEPT });

  constructor(
    private readonly connections: ConnectionsService,
    private readonly storage: StorageService,
  ) {}

  /**
   * Proves that the watermark can be used, and pins the version that was looked at.
   * @throws ApiError `not_found` (connection), `storage_not_found`, `storage_denied`, `too_large`, `unsupported_image`
   */
  async accept(
    accountId: string,
    connection: string,
    watermark: AskedWatermark | null | undefined,
  ): Promise<KeptWatermark | null> {
    if (!watermark) return null;
    await this.connections.get(accountId, connection);
    try {
      const { etag } = await this.read(connection, watermark, null);
      return { ...watermark, etag };
    } catch (error) {
      throw watermarkRefusal(error);
    }
  }

  /** The watermark of a batch that was accepted, or null. @throws StorageError when it is gone or has changed since */
  async of({ source, watermark }: KeptRequest): Promise<Watermark | null> {
    if (!watermark) return null;
    const key = JSON.stringify([source.connection, watermark]);
    const known = this.opened.get(key);
    if (known) return known;
    const opened = this.read(source.connection, watermark, watermark.etag).then((read) => read.watermark);
    this.opened.set(key, opened);
    opened.catch(() => this.opened.delete(key));
    return opened;
  }

  private async read(connection: string | null, { key, ...options }: AskedWatermark, etag: string | null) {
    const bucket = await this.storage.bucket(connection);
    const object = await bucket.get(key, MAX_WATERMARK_BYTES, etag, AbortSignal.timeout(READ_LIMIT_MS));
    return { watermark: await Watermark.open(object.bytes, options), etag: object.etag };
  }
}

function watermarkRefusal(error: unknown): unknown {
  const isTooLarge = (error instanceof StorageError || error instanceof UnusableImage) && error.reason === 'too_large';
  if (isTooLarge) return new ApiError('too_large', { limit: MAX_WATERMARK_BYTES }, 'The watermark is too large');
  if (error instanceof UnusableImage)
    return new ApiError('unsupported_image', {}, 'The watermark is not a PNG that can be read');
  return refusalOf(error, 'The watermark was not found');
}
