import sharp from 'sharp';
import { OUTPUT_FORMATS, type OutputFormat } from '../formats.js';
import { stepContext } from '../../../test/support/image-context.js';
import { encode } from './encode.js';

const encoded = (source: Buffer, format: OutputFormat, quality = 82) =>
  encode(sharp(source), stepContext({ encoding: { format, quality } })).toBuffer();

const noise = () =>
  sharp({
    create: {
      width: 64,
      height: 64,
      channels: 3,
      background: 'grey',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  });

describe('encode', () => {
  it.each(OUTPUT_FORMATS)('writes %s without metadata', async (format) => {
    const tagged = await noise()
      .withExif({ IFD0: { Copyright: 'somebody' }, IFD3: { GPSLatitude: '50/1 0/1 0/1' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    const metadata = await sharp(await encoded(tagged, format)).metadata();
    expect([metadata.exif, metadata.xmp, metadata.icc, metadata.iptc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each(['webp', 'avif', 'jpg'] as const)('spends more bytes on more quality in %s', async (format) => {
    const source = await noise().png().toBuffer();
    const [low, high] = await Promise.all([encoded(source, format, 40), encoded(source, format, 95)]);
    expect(low.length).toBeLessThan(high.length);
  });

  it('changes no pixel in png', async () => {
    const source = await noise().ensureAlpha(0.3).png().toBuffer();
    const written = await encoded(source, 'png', 40);
    expect((await sharp(written).raw().toBuffer()).equals(await sharp(source).raw().toBuffer())).toBe(true);
  });
});
