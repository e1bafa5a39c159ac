import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { Deadline } from '../deadline.js';
import { MAX_SOURCE_BYTES } from '../limits.js';
import { readHeader } from './read-header.js';

const inTime = Deadline.in(20_000);

/** A PNG whose header claims a size; the pixel data is far too short for it. */
function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.alloc(100))), chunk('IEND')];
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks]);
}

function chunk(type: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

describe('readHeader', () => {
  it('tells the size as displayed, the colour space and whether a profile is there', async () => {
    const source = await sharp({ create: { width: 6, height: 4, channels: 3, background: 'red' } })
      .withIccProfile('p3')
      .withMetadata({ orientation: 5 })
      .jpeg()
      .toBuffer();
    await expect(readHeader(source, 'jpg', inTime)).resolves.toMatchObject({
      format: 'jpg',
      width: 4,
      height: 6,
      frames: 1,
      space: 'srgb',
      hasProfile: true,
      hasAlpha: false,
    });
  });

  it('refuses 30,000 x 30,000 pixels for the price of the header', async () => {
    const bomb = pngClaiming(30_000, 30_000);
    const before = process.memoryUsage.rss();
    await expect(readHeader(bomb, 'png', inTime)).rejects.toMatchObject({ reason: 'too_many_pixels' });
    expect(process.memoryUsage.rss() - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('accepts exactly 100 megapixels', async () => {
    await expect(readHeader(pngClaiming(10_000, 10_000), 'png', inTime)).resolves.toMatchObject({ width: 10_000 });
    await expect(readHeader(pngClaiming(10_000, 10_001), 'png', inTime)).rejects.toMatchObject({
      reason: 'too_many_pixels',
    });
  });

  it('refuses more bytes than the limit without looking at them', async () => {
    const source = Buffer.alloc(MAX_SOURCE_BYTES + 1);
    await expect(readHeader(source, 'png', inTime)).rejects.toMatchObject({ reason: 'too_large' });
  });

  it.each([
    ['zero pixels', pngClaiming(0, 0)],
    ['impossible sizes', pngClaiming(0x7fff_ffff, 0x7fff_ffff)],
    ['a header that breaks off', pngClaiming(4, 4).subarray(0, 20)],
  ])('calls %s corrupt', async (_, source) => {
    await expect(readHeader(source, 'png', inTime)).rejects.toMatchObject({ reason: 'corrupt' });
  });

  it('believes the decoder when it sees another type than the first bytes told', async () => {
    const source = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await expect(readHeader(source, 'avif', inTime)).rejects.toMatchObject({ reason: 'unsupported_format' });
  });
});
