import { addAbortSignal, Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { BucketSettings } from '../config/settings.js';
import { assertAllowedUrl } from '../outbound/address-guard.js';
import { AnswerTooLarge, boundAnswers, SMALL_PAGE } from './bounded-answers.js';
import { guardedHandler } from './guarded-handler.js';
import { StorageError, toStorageError, type Permission } from './storage-error.js';
import type { KeptCredentials } from './temporary-credentials.js';

export interface ListedObject {
  key: string;
  etag: string;
  bytes: number;
}

export interface ObjectHead {
  etag: string;
  marks: Record<string, string>;
}

export interface StoredObject {
  bytes: Buffer;
  etag: string;
}

export interface ObjectHeaders {
  contentType: string;
  cacheControl?: string;
  /** Kept beside the object as `x-amz-meta-…`. */
  marks?: Record<string, string>;
}

const MAX_ATTEMPTS = 3;
/** Longest wait for the next bytes of a stream. Only waiting counts: who reads may take its time. */
const STALL_LIMIT_MS = 30_000;
/** For a call that nobody else ends, with all its attempts: a server may drip its answer. */
export const CALL_LIMIT_MS = 60_000;
/** What S3 says of a role's credentials that are over before their time: new ones will do. */
const ENDED = new Set(['ExpiredToken', 'ExpiredTokenException', 'InvalidToken']);

/** One bucket, reached with one pair of credentials, or with those of a role. Errors are `StorageError`s. */
export class Bucket {
  protected readonly client: S3Client;
  /** Signs links with the address that clients reach; never calls it. */
  protected signer: S3Client;

  /** @throws BlockedAddress when the endpoint is not one we may call. */
  constructor(
    protected readonly settings: BucketSettings,
    allowPrivateEndpoints: boolean,
    private readonly role: KeptCredentials | null = null,
  ) {
    if (settings.endpoint) assertAllowedUrl(settings.endpoint, allowPrivateEndpoints);
    const { endpoint, region, forcePathStyle, accessKeyId, secretAccessKey } = settings;
    const pair = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
    this.client = new S3Client({
      endpoint,
      region,
      forcePathStyle,
      credentials: role?.forSdk ?? pair,
      maxAttempts: MAX_ATTEMPTS,
      requestHandler: guardedHandler(allowPrivateEndpoints),
    });
    boundAnswers(this.client.middlewareStack);
    this.signer = this.client;
  }

  get name(): string {
    return this.settings.bucket;
  }

  /** Lists one key, which proves the address, the credentials and the bucket. */
  async check(): Promise<void> {
    await this.page('', null, 1);
  }

  /** One page of keys behind `after`, in byte order; an empty page is the end. */
  async list(prefix: string, after: string | null, limit: number): Promise<ListedObject[]> {
    try {
      return await this.page(prefix, after, limit);
    } catch (error) {
      if (!(error instanceof AnswerTooLarge) || limit <= SMALL_PAGE) throw error;
    }
    const objects: ListedObject[] = [];
    while (objects.length < limit) {
      const behind = objects.at(-1)?.key ?? after;
      const more = await this.page(prefix, behind, Math.min(SMALL_PAGE, limit - objects.length));
      if (more.length === 0) break;
      objects.push(...more);
    }
    return objects;
  }

  /** What one call lists: never more than was asked for, whatever the server sends. */
  private async page(prefix: string, after: string | null, limit: number): Promise<ListedObject[]> {
    const command = new ListObjectsV2Command({
      Bucket: this.settings.bucket,
      Prefix: prefix || undefined,
      StartAfter: after ?? undefined,
      MaxKeys: limit,
    });
    const abortSignal = AbortSignal.timeout(CALL_LIMIT_MS);
    const page = await this.call('s3:ListBucket', () => this.client.send(command, { abortSignal }));
    const objects = (page.Contents ?? []).slice(0, limit);
    return objects.map(({ Key = '', ETag = '', Size = 0 }) => ({ key: Key, etag: ETag, bytes: Size }));
  }

  /** A link that whoever has it can look at the object with, for so many seconds. */
  async view(key: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.settings.bucket, Key: key });
    return this.call('s3:GetObject', () => getSignedUrl(this.signer, command, { expiresIn: seconds }));
  }

  /**
   * Reads a whole object into memory.
   * @param ifMatch refuses with `source_changed` when the object's ETag is another one.
   * @throws StorageError `too_large` before reading more than `maxBytes`.
   */
  async get(key: string, maxBytes: number, ifMatch: string | null, signal: AbortSignal): Promise<StoredObject> {
    return this.call('s3:GetObject', async () => {
      const command = new GetObjectCommand({ Bucket: this.settings.bucket, Key: key, IfMatch: ifMatch ?? undefined });
      const object = await this.client.send(command, { abortSignal: signal });
      const body = addAbortSignal(signal, object.Body as Readable);
      if ((object.ContentLength ?? 0) > maxBytes) {
        body.destroy();
        throw new StorageError('too_large', `The object has more than ${maxBytes} bytes`);
      }
      return { bytes: await readBounded(body, maxBytes), etag: object.ETag ?? '' };
    });
  }

  /**
   * Opens an object of any size to be read as it comes. A stream that stalls or breaks ends with a `StorageError`.
   * @param ifMatch refuses with `source_changed` when the object's ETag is another one.
   */
  async open(key: string, ifMatch: string | null, signal: AbortSignal, stallLimitMs = STALL_LIMIT_MS) {
    return this.call('s3:GetObject', async () => {
      const command = new GetObjectCommand({ Bucket: this.settings.bucket, Key: key, IfMatch: ifMatch ?? undefined });
      const object = await this.client.send(command, { abortSignal: signal });
      const body = addAbortSignal(signal, object.Body as Readable);
      return {
        etag: object.ETag ?? '',
        bytes: Readable.from(unlessStalled(body, stallLimitMs), { objectMode: false }),
      };
    });
  }

  /** Which version of an object is there, and the marks it was written with (see `put`); null when there is none. */
  async head(key: string, signal: AbortSignal): Promise<ObjectHead | null> {
    try {
      const command = new HeadObjectCommand({ Bucket: this.settings.bucket, Key: key });
      const object = await this.call('s3:GetObject', () => this.client.send(command, { abortSignal: signal }));
      return { etag: object.ETag ?? '', marks: object.Metadata ?? {} };
    } catch (error) {
      if (error instanceof StorageError && error.reason === 'not_found') return null;
      throw error;
    }
  }

  /** Writes an object whole or not at all; answers its ETag. */
  async put(key: string, bytes: Buffer, headers: ObjectHeaders, signal: AbortSignal): Promise<string> {
    const command = new PutObjectCommand({
      Bucket: this.settings.bucket,
      Key: key,
      Body: bytes,
      ContentType: headers.contentType,
      CacheControl: headers.cacheControl,
      Metadata: headers.marks,
    });
    const stored = await this.call('s3:PutObject', () => this.client.send(command, { abortSignal: signal }));
    return stored.ETag ?? '';
  }

  close(): void {
    this.client.destroy();
  }

  /** @param needed what the storage must allow for it */
  protected async call<T>(needed: Permission, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!this.role || !ENDED.has((error as Error).name)) throw toStorageError(error, needed);
      this.role.forget();
      throw new StorageError('storage_error', (error as Error).message, true);
    }
  }
}

/** A server may send more than it announced, or announce nothing. */
async function readBounded(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > maxBytes) throw new StorageError('too_large', `The object has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, total);
}

async function* unlessStalled(body: Readable, limitMs: number): AsyncGenerator<Buffer> {
  const stalled = new StorageError('storage_error', `No bytes for ${limitMs / 1000} s`, true);
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      const timer = setTimeout(() => body.destroy(stalled), limitMs);
      const { value, done } = await chunks.next().finally(() => clearTimeout(timer));
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw toStorageError(error);
  } finally {
    body.destroy();
  }
}
