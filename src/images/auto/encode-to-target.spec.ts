import sharp from 'sharp';
import { PLAIN_OPTIONS } from '../../../test/support/image-context.js';
import { compressImage, type CompressOptions } from '../compress-image.js';
import { Deadline } from '../deadline.js';
import type { Pixels } from '../engine.js';
import { TARGET_SIMILARITY } from './encode-to-target.js';
import { findQuality, nextGuess } from './find-quality.js';
import { similarity } from './similarity.js';

const compress = (source: Buffer, options: Partial<CompressOptions> = {}) =>
  compressImage(source, { ...PLAIN_OPTIONS, quality: 'auto', ...options }, Deadline.in(30_000));

async function pixelsOf(file: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(file).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
}

/** Soft shapes under fine grain, as photos have them; the same in every run. */
async function photo(width: number, height: number, grain: number): Promise<Buffer> {
  const soft = Buffer.from(Array.from({ length: 24 * 18 * 3 }, (_, index) => (index * 7919) % 251));
  const { data } = await sharp(soft, { raw: { width: 24, height: 18, channels: 3 } })
    .resize(width, height, { kernel: 'cubic', fit: 'fill' })
    .blur(12)
    .raw()
    .toBuffer({ resolveWithObject: true });
  let random = 1;
  for (let at = 0; at < data.length; at += 3) {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    const speck = ((random / 2_147_483_648) * 2 - 1) * grain;
    for (let channel = 0; channel < 3; channel += 1) {
      data[at + channel] = Math.max(0, Math.min(255, (data[at + channel] ?? 0) + speck));
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

describe('quality: auto', () => {
  it.each(['webp', 'jpg', 'avif'] as const)('%s keeps the look, at whatever quality that takes', async (format) => {
    const source = await photo(700, 500, 5);
    const { bytes, out } = await compress(source, { format });
    const score = similarity(await pixelsOf(source), await pixelsOf(bytes));
    expect(score).toBeGreaterThanOrEqual(TARGET_SIMILARITY);
    expect(out.quality).toBeGreaterThanOrEqual(40);
    // And not far more than that: much less quality would not do, where there is less to be had.
    const quality = Math.max(1, out.quality! - 15);
    const lower = await sharp(source)
      .toFormat(format === 'jpg' ? 'jpeg' : format, { quality, effort: 2, mozjpeg: true })
      .toBuffer();
    const lowerScore = similarity(await pixelsOf(source), await pixelsOf(lower));
    expect(out.quality! < 55 || lowerScore < TARGET_SIMILARITY).toBe(true);
  });

  it('gives a smooth picture a lower quality than a grainy one', async () => {
    const [smooth, grainy] = await Promise.all(
      [photo(600, 400, 0), photo(600, 400, 12)].map(async (p) => compress(await p)),
    );
    expect(smooth!.out.quality).toBeLessThan(grainy!.out.quality!);
  });

  it('works on pictures of one pixel, with transparency and animated', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 4, background: '#ff000080' } })
      .png()
      .toBuffer();
    await expect(compress(dot)).resolves.toMatchObject({ out: { width: 1, height: 1 } });
    const frames = await Promise.all([photo(60, 40, 9), photo(60, 40, 30)]);
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    await expect(compress(gif)).resolves.toMatchObject({ out: { format: 'webp', frames: 2 } });
  });

  it('stops at the deadline', async () => {
    const source = await photo(700, 500, 6);
    const late = compressImage(source, { ...PLAIN_OPTIONS, quality: 'auto', format: 'avif' }, Deadline.in(150));
    await expect(late).rejects.toMatchObject({ reason: 'timeout' });
  });
});

describe('findQuality', () => {
  /** Encoders whose score rises with quality, steeply or hardly. */
  it.each([
    ['steep', 0.08],
    ['usual', 0.04],
    ['flat', 0.012],
  ])('finds the lowest quality that reaches the target within three encodes: %s', async (_, slope) => {
    const score = (quality: number) => 1 - 0.25 * Math.exp(-slope * (quality - 20));
    let encodes = 0;
    const found = await findQuality('webp', { score: 0.96, tolerance: 0.002 }, 75, (quality) => {
      encodes += 1;
      return Promise.resolve(score(quality));
    });
    expect(encodes).toBeLessThanOrEqual(3);
    const lowest = Math.min(95, Math.max(40, Math.ceil(20 + Math.log(0.25 / 0.04) / slope)));
    expect(Math.abs(found - lowest)).toBeLessThanOrEqual(2);
  });

  it('stays within its range when the target can’t be reached, or is reached by anything', async () => {
    await expect(findQuality('webp', { score: 0.96, tolerance: 0.002 }, 75, () => Promise.resolve(0.5))).resolves.toBe(
      95,
    );
    await expect(findQuality('webp', { score: 0.96, tolerance: 0.002 }, 75, () => Promise.resolve(1))).resolves.toBe(
      40,
    );
  });

  it('guesses between a trial that is too low and one that holds', () => {
    const guess = nextGuess('webp', 0.96, [
      { quality: 60, score: 0.94 },
      { quality: 80, score: 0.98 },
    ]);
    expect(guess).toBeGreaterThan(60);
    expect(guess).toBeLessThan(80);
  });
});
