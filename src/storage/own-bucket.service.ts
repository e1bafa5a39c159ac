import type { Readable } from 'node:stream';
import { DeleteObjectsCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { Bucket, CALL_LIMIT_MS, type ObjectHeaders } from './bucket.js';
import { StorageError } from './storage-error.js';

/** S3 takes no smaller parts, and so much of a stream is in memory at a time. */
const PART_BYTES = 5 * 1024 * 1024;
/** What S3 deletes with one call. */
const DELETED_AT_ONCE = 1_000;

/** The service's own bucket. Its credentials are never used for an account's. */
@Injectable()
export class OwnBucketService extends Bucket implements OnApplicationShutdown {
  constructor(@Inject(SETTINGS) { ownBucket, ownBucketPublicEndpoint }: Settings) {
    const operatorChoseTheEndpoint = true;
    super(ownBucket, operatorChoseTheEndpoint);
    const { region, forcePathStyle } = ownBucket;
    const endpoint = ownBucketPublicEndpoint ?? ownBucket.endpoint;
    this.signer = new S3Client({ endpoint, region, forcePathStyle, credentials: this.client.config.credentials });
  }

  /**
   * Writes an object of unknown length as its bytes come, whole or not at all; a few megabytes of it are in memory at a
   * time. Answers its ETag. What `bytes` throws ends it.
   */
  async putStream(key: string, bytes: Readable, { contentType }: ObjectHeaders, signal: AbortSignal): Promise<string> {
    return this.call('s3:PutObject', async () => {
      const params = { Bucket: this.settings.bucket, Key: key, Body: bytes, ContentType: contentType };
      const upload = new Upload({ client: this.client, params, partSize: PART_BYTES, queueSize: 1 });
      const abort = () => void upload.abort();
      signal.addEventListener('abort', abort);
      try {
        signal.throwIfAborted();
        return (await upload.done()).ETag ?? '';
      } finally {
        signal.removeEventListener('abort', abort);
      }
    });
  }

  /** A link that whoever has it can download the object with, under this name, for so many seconds. */
  async link(key: string, fileName: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({
      Bucket: this.settings.bucket,
      Key: key,
      ResponseContentDisposition: attachment(fileName),
    });
    return this.call('s3:GetObject', () => getSignedUrl(this.signer, command, { expiresIn: seconds }));
  }

  /** Deletes every object whose key begins with the prefix. */
  async removeBelow(prefix: string): Promise<void> {
    if (!prefix.endsWith('/')) throw new Error(`Expected a folder, not ${prefix}`);
    for (;;) {
      const objects = await this.list(prefix, null, DELETED_AT_ONCE);
      if (objects.length === 0) return;
      const Objects = objects.map(({ key }) => ({ Key: key }));
      const command = new DeleteObjectsCommand({ Bucket: this.settings.bucket, Delete: { Objects, Quiet: true } });
      const { Errors = [] } = await this.call('s3:DeleteObject', () =>
        this.client.send(command, { abortSignal: AbortSignal.timeout(CALL_LIMIT_MS) }),
      );
      const [first] = Errors;
      if (first) throw new StorageError('storage_error', `${first.Key}: ${first.Code}`, true);
    }
  }

  onApplicationShutdown(): void {
    this.signer.destroy();
    this.close();
  }
}

/** Content-Disposition (RFC 6266): the name for all, and the name in ASCII for those who know no other. */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
