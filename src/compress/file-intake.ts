import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { BusboyFileStream } from '@fastify/busboy';
import type { RefusedReason } from '../batches/index.js';
import { HEAD_BYTES, identify } from '../images/steps/identify.js';
import { UnusableImage } from '../images/unusable-image.js';
import { StorageError } from '../storage/storage-error.js';

/** A file that was taken in, or why it was not. */
export interface TakenFile {
  bytes: number;
  /** Of all its bytes, as far as they were read. */
  sha256: string;
  etag: string | null;
  reason: RefusedReason | null;
}

/** What is known of a file while it passes. */
interface Seen {
  bytes: number;
  hash: Hash;
}

/**
 * Takes one file from its first byte to its last: what is no image by its first bytes, or too large, is passed over. Its
 * name and its content type tell nothing.
 * @param store writes the bytes somewhere and answers the ETag
 */
export async function takeFile(
  stream: BusboyFileStream,
  store: (bytes: Readable) => Promise<string>,
): Promise<TakenFile> {
  const seen: Seen = { bytes: 0, hash: createHash('sha256') };
  const chunks = watched(stream, seen);
  const head = await firstBytes(chunks);
  let reason = refusalOf(head);
  let etag: string | null = null;
  if (reason === null) {
    try {
      etag = await store(Readable.from(whole(head, chunks, stream), { objectMode: false }));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      reason = 'storage_error';
    }
  }
  // Whoever still listens for bytes to read would keep the rest from flowing.
  await chunks.return(undefined);
  await passOver(stream);
  if (stream.truncated) reason = 'too_large';
  return { bytes: seen.bytes, sha256: seen.hash.digest('hex'), etag: reason === null ? etag : null, reason };
}

/** Reads what is left of a file, and forgets it. */
export async function passOver(stream: BusboyFileStream): Promise<void> {
  stream.resume();
  if (!stream.readableEnded) await finished(stream, { writable: false });
}

/** Does not destroy the stream when somebody stops reading: the form behind it is to be read on. */
async function* watched(stream: BusboyFileStream, seen: Seen): AsyncGenerator<Buffer> {
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    seen.bytes += chunk.length;
    seen.hash.update(chunk);
    yield chunk;
  }
}

/** Enough of the start to tell the type; all of a smaller file. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  const taken: Buffer[] = [];
  for (let bytes = 0; bytes < HEAD_BYTES;) {
    const { value, done } = await chunks.next();
    if (done) break;
    taken.push(value);
    bytes += value.length;
  }
  return Buffer.concat(taken);
}

async function* whole(head: Buffer, rest: AsyncGenerator<Buffer>, stream: BusboyFileStream): AsyncGenerator<Buffer> {
  yield head;
  yield* rest;
  // The parser has cut it off: what was written so far is not to become an object.
  if (stream.truncated) throw new StorageError('too_large', 'The file is too large');
}

function refusalOf(head: Buffer): RefusedReason | null {
  try {
    identify(head);
    return null;
  } catch (error) {
    if (!(error instanceof UnusableImage)) throw error;
    return error.reason === 'unsupported_format' ? 'unsupported_format' : 'not_an_image';
  }
}
