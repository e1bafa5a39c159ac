import sharp from 'sharp';
import { withItems } from '../../test/support/many-items.js';
import { refuseRepeatedItems } from './avif-items.js';

const MB = 1024 * 1024;
const picture = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#c85028' } });
const corrupt = expect.objectContaining({ reason: 'corrupt' }) as Error;

describe('refuseRepeatedItems', () => {
  it('takes items that share 16 MB, and no more', async () => {
    const avif = await picture().avif().toBuffer();
    const shared = withItems(avif, { count: 8, times: 2, bytes: MB });
    expect(await sharp(shared).metadata()).toMatchObject({ width: 64, height: 48 });
    expect(() => refuseRepeatedItems(shared)).not.toThrow();
    expect(() => refuseRepeatedItems(withItems(avif, { count: 9, times: 2, bytes: MB }))).toThrow(corrupt);
    expect(() => refuseRepeatedItems(withItems(avif, { count: 1, times: 18, bytes: MB }))).toThrow(corrupt);
  });

  it.each([
    ['to the end of the file', (avif: Buffer) => lastSize(avif, 0)],
    ['in eight bytes', wideMeta],
  ])('reads a box whose size is said %s', async (_, made) => {
    const avif = made(withItems(await picture().avif().toBuffer(), { count: 50, times: 1, bytes: MB }));
    expect(await sharp(avif).metadata()).toMatchObject({ width: 64 });
    expect(() => refuseRepeatedItems(avif)).toThrow(corrupt);
  });

  it('takes what ordinary files have, whole or cut', async () => {
    const avif = await picture()
      .withExif({ IFD0: { Copyright: 'Ada' } })
      .withXmp('<x/>')
      .avif()
      .toBuffer();
    for (let length = 0; length <= avif.length; length += 1) {
      expect(() => refuseRepeatedItems(avif.subarray(0, length))).not.toThrow();
    }
  });
});

/** The last box, of the media, with another size. */
function lastSize(avif: Buffer, size: number): Buffer {
  const copy = Buffer.from(avif);
  copy.writeUInt32BE(size, copy.lastIndexOf('mdat') - 4);
  return copy;
}

/** The same with 8 bytes more for the size of its box `meta`; a free box before it leaves the rest in its place. */
function wideMeta(avif: Buffer): Buffer {
  const at = avif.indexOf('meta') - 4;
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(BigInt(avif.readUInt32BE(at) + 8));
  const copy = Buffer.concat([avif.subarray(0, at + 8), size, avif.subarray(at + 8)]);
  copy.writeUInt32BE(1, at);
  return copy;
}
