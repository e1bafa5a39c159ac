import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import S3Error from 's3rver/lib/models/error.js';
import S3Object from 's3rver/lib/models/object.js';
import FilesystemStore, { type ListOptions, type ListPage, type Stored } from 's3rver/lib/stores/filesystem.js';
import { pathOfKey } from './key-path.js';
import { keysOf, pageOf } from './listing.js';

/** Folder in each bucket for bodies on their way in. */
export const INCOMING = '._S3rver_incoming';

/** Preconditions of a request; ETags with their quotes, or `*`. */
export interface Conditions {
  ifMatch?: string;
  ifNoneMatch?: string;
  copySourceIfMatch?: string;
}

/**
 * s3rver's files, as S3 would keep them: an upload that breaks off changes nothing, a reader sees one version of an object
 * from its first byte to its last, and preconditions hold at the moment of the change.
 */
export class ObjectFiles extends FilesystemStore {
  /** Where the next page of the listing begins; null when there is none. */
  nextPageAfter: string | null = null;
  private conditions: Conditions = {};
  /** The last thing to be done with each object; the next waits for it. */
  private readonly turns = new Map<string, Promise<unknown>>();

  /** The same files for one request. */
  under(conditions: Conditions): ObjectFiles {
    return Object.assign(Object.create(this) as ObjectFiles, { conditions });
  }

  override getResourcePath(bucket: string, key: string | undefined, resource: string): string {
    if (!key) return super.getResourcePath(bucket, key, resource);
    return `${join(this.rootDirectory, bucket, ...pathOfKey(key))}._S3rver_${resource}`;
  }

  override async listObjects(bucket: string, options: ListOptions): Promise<ListPage> {
    const keys = await keysOf(join(this.rootDirectory, bucket), options.prefix ?? '', options.startAfter ?? '');
    const page = pageOf(keys, options);
    this.nextPageAfter = page.nextAfter;
    const objects = await Promise.all(page.keys.map((key) => this.headIfPresent(bucket, key)));
    // Said to be the last page: s3rver would cipher a token with DES, which Node no longer has. See `pageListings`.
    return {
      objects: objects.filter((object) => object !== null),
      commonPrefixes: page.commonPrefixes,
      isTruncated: false,
    };
  }

  override getObject(
    bucket: string,
    key: string,
    options?: { start?: number; end?: number },
  ): Promise<S3Object | null> {
    return this.inTurn(bucket, key, async () => {
      const { ifMatch } = this.conditions;
      if (ifMatch && (await this.exists(bucket, key))) await this.insist(bucket, key, ifMatch);
      return super.getObject(bucket, key, options);
    });
  }

  override async putObject(object: S3Object): Promise<Stored> {
    const { bucket, key, metadata } = object;
    const body = await this.receive(bucket, object.content ?? Buffer.alloc(0));
    await this.inTurn(bucket, key, () => this.replace(bucket, key, body, metadata));
    return body;
  }

  override async putPart(bucket: string, uploadId: string, partNumber: string, content: Readable): Promise<Stored> {
    const part = await this.receive(bucket, content);
    const path = join(this.getResourcePath(bucket, undefined, 'uploads'), uploadId, partNumber);
    await rename(part.path, path);
    await writeFile(`${path}.md5`, part.md5);
    return part;
  }

  override async copyObject(
    fromBucket: string,
    fromKey: string,
    toBucket: string,
    toKey: string,
    metadata?: Record<string, unknown>,
  ): Promise<Record<string, unknown>> {
    const copy = await this.inTurn(fromBucket, fromKey, async () => {
      if (this.conditions.copySourceIfMatch) await this.insist(fromBucket, fromKey, this.conditions.copySourceIfMatch);
      const source = await this.getMetadata(fromBucket, fromKey);
      const path = await this.incomingPath(toBucket);
      await copyFile(this.getResourcePath(fromBucket, fromKey, 'object'), path);
      return { path, md5: unquoted(source.etag), metadata: metadata ?? source };
    });
    return this.inTurn(toBucket, toKey, async () => {
      await this.replace(toBucket, toKey, copy, copy.metadata);
      return this.getMetadata(toBucket, toKey);
    });
  }

  /** Leaves emptied folders behind: s3rver removes them under the feet of an upload into the same folder. */
  override deleteObject(bucket: string, key: string): Promise<void> {
    return this.inTurn(bucket, key, async () => {
      for (const file of ['object', 'object.md5', 'metadata.json']) {
        await rm(this.getResourcePath(bucket, key, file), { force: true });
      }
    });
  }

  private async receive(bucket: string, content: Buffer | Readable): Promise<Stored & { path: string }> {
    const path = await this.incomingPath(bucket);
    const hash = createHash('md5');
    let size = 0;
    try {
      await pipeline(
        Buffer.isBuffer(content) ? Readable.from([content]) : content,
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
          }
        },
        createWriteStream(path),
      );
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    return { path, size, md5: hash.digest('hex') };
  }

  private async incomingPath(bucket: string): Promise<string> {
    const folder = join(this.rootDirectory, bucket, INCOMING);
    await mkdir(folder, { recursive: true });
    return join(folder, randomUUID());
  }

  /** The old checksum goes first: without one s3rver computes it, with a wrong one it would keep lying. */
  private async replace(
    bucket: string,
    key: string,
    body: { path: string; md5: string },
    metadata: Record<string, unknown>,
  ): Promise<void> {
    try {
      await this.insistOnConditions(bucket, key);
      const path = this.getResourcePath(bucket, key, 'object');
      await mkdir(dirname(path), { recursive: true });
      await rm(`${path}.md5`, { force: true });
      await rename(body.path, path);
    } catch (error) {
      await rm(body.path, { force: true });
      throw error;
    }
    await this.putMetadata(bucket, key, metadata, body.md5);
  }

  private async insistOnConditions(bucket: string, key: string): Promise<void> {
    const { ifMatch, ifNoneMatch } = this.conditions;
    if (ifNoneMatch && (await this.exists(bucket, key))) throw preconditionFailed();
    if (ifMatch) await this.insist(bucket, key, ifMatch);
  }

  private async insist(bucket: string, key: string, etag: string): Promise<void> {
    const object = await this.headIfPresent(bucket, key);
    if (!object) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
    if (etag !== '*' && unquoted(etag) !== unquoted(object.metadata.etag)) throw preconditionFailed();
  }

  private async exists(bucket: string, key: string): Promise<boolean> {
    return (await this.headIfPresent(bucket, key)) !== null;
  }

  private async headIfPresent(bucket: string, key: string): Promise<S3Object | null> {
    try {
      return new S3Object(bucket, key, null, await this.getMetadata(bucket, key));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  private async inTurn<T>(bucket: string, key: string, step: () => Promise<T>): Promise<T> {
    const name = `${bucket}/${key}`;
    const turn = (this.turns.get(name) ?? Promise.resolve()).catch(() => {}).then(step);
    this.turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.turns.get(name) === turn) this.turns.delete(name);
    }
  }
}

function preconditionFailed(): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

function unquoted(etag: unknown): string {
  return String(etag).replaceAll('"', '');
}
