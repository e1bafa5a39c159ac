import sharp from 'sharp';
import { compressImage, type CompressOptions } from './compress-image.js';
import { Deadline } from './deadline.js';
import { UnusableImage } from './unusable-image.js';

const asWebp: CompressOptions = { format: 'webp', quality: 82, maxWidth: null, maxHeight: null };

const photo = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });

const compress = (source: Buffer, options: Partial<CompressOptions> = {}) =>
  compressImage(source, { ...asWebp, ...options }, Deadline.in(20_000));

describe('compressImage', () => {
  it('tells what came in and what went out, both as displayed', async () => {
    const source = await photo(60, 40).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const compressed = await compress(source, { maxHeight: 30 });
    expect(compressed).toMatchObject({
      contentType: 'image/webp',
      extension: 'webp',
      in: { bytes: source.length, format: 'jpg', width: 40, height: 60 },
      out: { bytes: compressed.bytes.length, format: 'webp', width: 20, height: 30, quality: 82 },
    });
    await expect(sharp(compressed.bytes).metadata()).resolves.toMatchObject({ format: 'webp', width: 20, height: 30 });
  });

  it.each([
    ['webp', 'image/webp', 'webp'],
    ['avif', 'image/avif', 'heif'],
    ['jpg', 'image/jpeg', 'jpeg'],
    ['png', 'image/png', 'png'],
  ] as const)('writes %s', async (format, contentType, written) => {
    const { bytes, ...facts } = await compress(await photo(20, 10).png().toBuffer(), { format });
    expect(facts).toMatchObject({ contentType, extension: format, out: { quality: format === 'png' ? null : 82 } });
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ format: written, width: 20, height: 10 });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)('reads %s', async (format) => {
    const source = await photo(20, 10).toFormat(format).toBuffer();
    await expect(compress(source)).resolves.toMatchObject({ in: { width: 20, height: 10 } });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff'] as const)('refuses a %s that ends too early', async (format) => {
    const whole = await photo(300, 200).toFormat(format).toBuffer();
    for (const part of [0.5, 0.95]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await expect(compress(cut)).rejects.toMatchObject({ reason: 'corrupt' });
      await expect(compress(cut, { format: 'png' })).rejects.toMatchObject({ reason: 'corrupt' });
      await expect(compress(cut, { maxWidth: 30 })).rejects.toMatchObject({ reason: 'corrupt' });
    }
  });

  it('accepts a photo with stray bytes before a marker, as some phones write them', async () => {
    const jpeg = await photo(64, 64).jpeg().toBuffer();
    const quirky = Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(18), jpeg.subarray(20)]);
    await expect(compress(quirky)).resolves.toMatchObject({ in: { width: 64, height: 64 } });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('just some words\n'.repeat(50))],
  ])('refuses %s as no image', async (_, source) => {
    await expect(compress(source)).rejects.toMatchObject({ reason: 'not_an_image' });
  });

  it('refuses what the output format has no room for', async () => {
    const panorama = await sharp({ create: { width: 16_400, height: 1, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await expect(compress(panorama)).rejects.toMatchObject({ reason: 'too_many_pixels' });
    await expect(compress(panorama, { format: 'jpg' })).resolves.toMatchObject({ out: { width: 16_400 } });
  });

  it('drops what follows the image in the file', async () => {
    const source = Buffer.concat([await photo(20, 10).jpeg().toBuffer(), Buffer.from('PK\x03\x04 hidden archive')]);
    const { bytes } = await compress(source, { format: 'jpg' });
    expect(bytes.includes('hidden archive')).toBe(false);
  });

  it('does not begin when the time is up', async () => {
    const compressing = compressImage(await photo(20, 10).png().toBuffer(), asWebp, Deadline.in(0));
    await expect(compressing).rejects.toThrow(new UnusableImage('timeout'));
  });

  it('stops in the middle when the time is up', async () => {
    const large = await photo(500, 500).resize(6000, 6000, { kernel: 'nearest' }).jpeg().toBuffer();
    const compressing = compressImage(large, { ...asWebp, format: 'png' }, Deadline.in(300));
    await expect(compressing).rejects.toMatchObject({ reason: 'timeout' });
  });
});
