import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { BusboyFileStream } from '@fastify/busboy';
import { StorageError } from '../storage/storage-error.js';
import { takeFile } from './file-intake.js';

const JPEG_START = Buffer.from('ffd8ffe0', 'hex');

/** A file as the parser hands it on, in pieces of 10 kB. */
function fileOf(bytes: Buffer, truncated = false): BusboyFileStream {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 10_000) }, (_, n) =>
    bytes.subarray(n * 10_000, (n + 1) * 10_000),
  );
  return Object.assign(Readable.from(pieces, { objectMode: false }), { truncated, bytesRead: 0 });
}

describe('taking in a file', () => {
  const image = Buffer.concat([JPEG_START, Buffer.alloc(300_000, 'x')]);
  const storeAll = async (bytes: Readable) => String((await text(bytes)).length > 0);

  it('stores every byte of an image', async () => {
    let stored = 0;
    const taken = await takeFile(fileOf(image), async (bytes) => {
      for await (const chunk of bytes) stored += (chunk as Buffer).length;
      return 'etag';
    });
    expect(taken).toMatchObject({ bytes: image.length, etag: 'etag', reason: null });
    expect(stored).toBe(image.length);
  });

  it.each([
    ['no image', Buffer.alloc(300_000, 'x'), 'not_an_image'],
    ['nothing', Buffer.alloc(0), 'not_an_image'],
    ['an SVG', Buffer.from(`<svg xmlns="x">${' '.repeat(300_000)}</svg>`), 'unsupported_format'],
  ])('passes over %s, to its end', async (_, bytes, reason) => {
    const stream = fileOf(bytes);
    expect(await takeFile(stream, storeAll)).toMatchObject({ etag: null, reason });
    expect(stream.readableEnded).toBe(true);
  });

  it('makes no object of a file that was cut off', async () => {
    let ended = false;
    const taken = await takeFile(fileOf(image, true), async (bytes) => {
      await text(bytes);
      ended = true;
      return 'etag';
    });
    expect(taken).toMatchObject({ etag: null, reason: 'too_large' });
    expect(ended).toBe(false);
  });

  it.each([0, 1, 5])('goes on to the end of a file whose storing failed after %i pieces', async (pieces) => {
    const stream = fileOf(image);
    const taken = await takeFile(stream, async (bytes) => {
      let read = 0;
      if (pieces > 0) for await (const _ of bytes) if ((read += 1) === pieces) break;
      throw new StorageError('storage_error', 'away', true);
    });
    expect(taken).toMatchObject({ etag: null, reason: 'storage_error' });
    expect(stream.readableEnded).toBe(true);
  });
});
