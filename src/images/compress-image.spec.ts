import sharp from 'sharp';
import { PLAIN_OPTIONS } from '../../test/support/image-context.js';
import { compressImage, type CompressOptions } from './compress-image.js';
import { Deadline } from './deadline.js';
import { UnusableImage } from './unusable-image.js';

const photo = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 30 } },
  });

const compress = (source: Buffer, options: Partial<CompressOptions> = {}) =>
  compressImage(source, { ...PLAIN_OPTIONS, ...options }, Deadline.in(20_000));

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

  it('keeps all 16 bits of a PNG', async () => {
    const deep = await sharp({ create: { width: 256, height: 1, channels: 3, background: 'black' } })
      .linear(1, 0)
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    const { bytes } = await compress(deep, { format: 'png' });
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ depth: 'ushort' });
  });

  describe('format keep and auto', () => {
    it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)('keep: %s stays what it is', async (format) => {
      const source = await photo(300, 200).toFormat(format, { quality: 100 }).toBuffer();
      const { in: read, out, isOriginal, bytes } = await compress(source, { format: 'keep', quality: 60 });
      expect(out.format).toBe(read.format);
      expect(bytes.length).toBeLessThanOrEqual(source.length);
      if (isOriginal) expect(bytes).toBe(source);
    });

    it.each(['keep', 'auto'] as const)('%s: the original wins when nothing smaller can be made', async (format) => {
      const tiny = await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } })
        .webp({ lossless: true })
        .toBuffer();
      await expect(compress(tiny, { format })).resolves.toMatchObject({
        isOriginal: true,
        bytes: tiny,
        contentType: 'image/webp',
        extension: 'webp',
        out: { bytes: tiny.length, format: 'webp', quality: null },
      });
    });

    it('a picture that had to be scaled is not replaced by its original', async () => {
      const source = await photo(100, 100).jpeg({ quality: 10 }).toBuffer();
      const { isOriginal, out } = await compress(source, { format: 'keep', quality: 100, maxWidth: 99 });
      expect([isOriginal, out.width]).toEqual([false, 99]);
      expect(out.bytes).toBeGreaterThan(source.length);
    });

    it('auto: never larger than any type that suits', async () => {
      const source = await photo(200, 150).jpeg({ quality: 95 }).toBuffer();
      const auto = await compress(source, { format: 'auto' });
      const webp = await compress(source, { format: 'webp' });
      expect(auto.bytes.length).toBeLessThanOrEqual(webp.bytes.length);
    });

    it('auto: a drawing loses nothing when that is smallest', async () => {
      const drawing = await sharp({ create: { width: 400, height: 300, channels: 3, background: 'white' } })
        .composite([
          { input: { create: { width: 40, height: 40, channels: 3, background: 'navy' } }, left: 30, top: 30 },
          { input: { create: { width: 90, height: 20, channels: 3, background: 'crimson' } }, left: 200, top: 120 },
        ])
        .png({ compressionLevel: 1 })
        .toBuffer();
      const { bytes, out } = await compress(drawing, { format: 'auto' });
      expect(out.quality).toBeNull();
      const [before, after] = await Promise.all(
        [drawing, bytes].map((file) => sharp(file).ensureAlpha().raw().toBuffer()),
      );
      expect(after!.equals(before!)).toBe(true);
    });

    it('auto: a photo too large to wait for AVIF becomes something else', async () => {
      const large = await photo(700, 500).resize(2000, 1500).jpeg().toBuffer();
      expect((await compress(large, { format: 'auto' })).out.format).toBe('webp');
    });
  });

  describe('animations', () => {
    const frame = (background: string) =>
      sharp({ create: { width: 50, height: 40, channels: 3, background } })
        .png()
        .toBuffer();
    const animation = async (format: 'gif' | 'webp') => {
      const frames = await Promise.all(['red', 'lime', 'blue'].map(frame));
      return sharp(frames, { join: { animated: true } })
        .toFormat(format, { delay: [100, 200, 300], loop: 2 })
        .toBuffer();
    };

    it.each([
      ['gif', 'webp'],
      ['webp', 'webp'],
      ['gif', 'keep'],
      ['webp', 'keep'],
      ['gif', 'auto'],
    ] as const)('%s to %s stays animated, with its delays and loops', async (from, format) => {
      const { bytes, in: read, out } = await compress(await animation(from), { format, maxWidth: 25 });
      expect([read.frames, out.frames, out.width, out.height]).toEqual([3, 3, 25, 20]);
      const { pages, delay, loop } = await sharp(bytes).metadata();
      expect({ pages, delay, loop }).toEqual({ pages: 3, delay: [100, 200, 300], loop: 2 });
    });

    it.each(['avif', 'jpg', 'png'] as const)(
      'to %s only the first frame goes, and the facts say so',
      async (format) => {
        const { bytes, in: read, out } = await compress(await animation('gif'), { format });
        expect([read.frames, out.frames, out.height]).toEqual([3, 1, 40]);
        const [red = 0, green = 0] = await sharp(bytes).raw().toBuffer();
        expect([red > 250, green < 10]).toEqual([true, true]);
      },
    );

    it('counts all frames against the limit on pixels before it decodes them', async () => {
      const page = await sharp({ create: { width: 2000, height: 2000, channels: 3, background: 'red' } })
        .png()
        .toBuffer();
      const other = await sharp({ create: { width: 2000, height: 2000, channels: 3, background: 'blue' } })
        .png()
        .toBuffer();
      const frames = Array.from({ length: 26 }, (_, index) => (index % 2 ? page : other));
      const gif = await sharp(frames, { join: { animated: true } })
        .gif({ effort: 1 })
        .toBuffer();
      await expect(compress(gif)).rejects.toMatchObject({ reason: 'too_many_pixels' });
      await expect(compress(gif, { format: 'jpg' })).resolves.toMatchObject({ in: { frames: 26 }, out: { frames: 1 } });
    });
  });

  it('does not begin when the time is up', async () => {
    const compressing = compressImage(await photo(20, 10).png().toBuffer(), PLAIN_OPTIONS, Deadline.in(0));
    await expect(compressing).rejects.toThrow(new UnusableImage('timeout'));
  });

  it('stops in the middle when the time is up', async () => {
    const large = await photo(500, 500).resize(6000, 6000, { kernel: 'nearest' }).jpeg().toBuffer();
    const compressing = compressImage(large, { ...PLAIN_OPTIONS, format: 'png' }, Deadline.in(300));
    await expect(compressing).rejects.toMatchObject({ reason: 'timeout' });
  });
});
