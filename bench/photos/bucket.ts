import { Agent } from 'node:http';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { BucketSettings } from '#service/config/settings.js';

/** One bucket through the SDK alone, with the settings `storage/bucket.ts` gives it and nothing of ours around it. */
export class PlainBucket {
  private readonly client: S3Client;

  private readonly settings: BucketSettings;

  constructor(settings: BucketSettings) {
    this.settings = settings;
    const { endpoint, region, forcePathStyle, accessKeyId = '', secretAccessKey = '' } = settings;
    this.client = new S3Client({
      endpoint,
      region,
      forcePathStyle,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 3,
      requestHandler: {
        httpAgent: new Agent({ keepAlive: true, maxSockets: 64 }),
        connectionTimeout: 5_000,
        socketTimeout: 30_000,
      },
    });
  }

  async get(key: string): Promise<Buffer> {
    const object = await this.client.send(new GetObjectCommand({ Bucket: this.settings.bucket, Key: key }));
    const chunks: Buffer[] = [];
    for await (const chunk of object.Body as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async put(key: string, bytes: Buffer, contentType: string): Promise<void> {
    const { bucket } = this.settings;
    await this.client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType }));
  }

  /** ETags by what follows the prefix in the key: up to 1,000 of them. */
  async etags(prefix: string): Promise<Map<string, string>> {
    const page = await this.client.send(new ListObjectsV2Command({ Bucket: this.settings.bucket, Prefix: prefix }));
    return new Map(page.Contents?.map(({ Key = '', ETag = '' }) => [Key.slice(prefix.length), ETag]));
  }

  close(): void {
    this.client.destroy();
  }
}
