import { Readable } from 'node:stream';
import type S3rver from 's3rver';
import S3Error from 's3rver/lib/models/error.js';

/**
 * Unwraps bodies in the `aws-chunked` framing, which the AWS SDK uses for streams so that a checksum can follow them.
 * The checksum itself is not looked at.
 */
export function decodeChunkedBody(ctx: S3rver.Context, next: () => Promise<void>): Promise<void> {
  if (!String(ctx.headers['x-amz-content-sha256']).startsWith('STREAMING-')) return next();
  const encodings = (ctx.headers['content-encoding'] ?? '').split(',').map((name) => name.trim());
  const remaining = encodings.filter((name) => name !== '' && name !== 'aws-chunked').join(',');
  if (remaining) ctx.headers['content-encoding'] = remaining;
  else delete ctx.headers['content-encoding'];
  ctx.req = Readable.from(withoutFrames(ctx.req as AsyncIterable<Buffer>), { objectMode: false });
  return next();
}

/** Frames are `<size in hex>[;signature]\r\n<bytes>\r\n`; one of size 0 and the trailing headers end the body. */
export async function* withoutFrames(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const input = new ByteReader(source);
  for (;;) {
    const size = Number.parseInt(await input.line(), 16);
    if (Number.isNaN(size)) throw new S3Error('IncompleteBody', 'The chunked body is malformed');
    if (size === 0) break;
    yield* input.bytes(size);
    await input.line();
  }
  await input.drain();
}

class ByteReader {
  private readonly chunks: AsyncIterator<Buffer>;
  private pending: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.pending.indexOf('\r\n');
      if (end >= 0) return this.take(end + 2).toString('latin1', 0, end);
      this.pending = Buffer.concat([this.pending, await this.next()]);
    }
  }

  async *bytes(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0;) {
      if (this.pending.length === 0) this.pending = await this.next();
      const part = this.take(Math.min(left, this.pending.length));
      left -= part.length;
      yield part;
    }
  }

  /** Reads to the end, so that the connection can carry the next request. */
  async drain(): Promise<void> {
    while (!(await this.chunks.next()).done);
  }

  private take(count: number): Buffer {
    const taken = this.pending.subarray(0, count);
    this.pending = this.pending.subarray(count);
    return taken;
  }

  private async next(): Promise<Buffer> {
    const { done, value } = await this.chunks.next();
    if (done) throw new S3Error('IncompleteBody', 'The chunked body ended too early');
    return value;
  }
}
