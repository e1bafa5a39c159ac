import sharp, { type Sharp } from 'sharp';
import { PLAIN_OPTIONS } from '../../test/support/image-context.js';
import { similarity } from './auto/similarity.js';
import { compressImage } from './compress-image.js';
import { Deadline } from './deadline.js';
import type { Pixels } from './engine.js';
import { OUTPUT_FORMATS } from './formats.js';

/** Soft colours with shapes on them, and a see-through corner where the type has one. */
async function scene(withHole = false): Promise<Sharp> {
  const soft = Buffer.from(Array.from({ length: 12 * 9 * 3 }, (_, index) => (index * 7919) % 251));
  const ground = await sharp(soft, { raw: { width: 12, height: 9, channels: 3 } })
    .resize(240, 180, { kernel: 'cubic', fit: 'fill' })
    .composite([
      { input: { create: { width: 60, height: 50, channels: 3, background: '#c03020' } }, left: 20, top: 90 },
      { input: { create: { width: 40, height: 30, channels: 3, background: '#2040a0' } }, left: 170, top: 20 },
    ])
    .png()
    .toBuffer();
  if (!withHole) return sharp(ground);
  const hole = { create: { width: 50, height: 50, channels: 4 as const, background: '#fff' } };
  return sharp(
    await sharp(ground)
      .ensureAlpha()
      .composite([{ input: hole, left: 0, top: 0, blend: 'dest-out' }])
      .png()
      .toBuffer(),
  );
}

const INPUTS: Record<string, () => Promise<Buffer>> = {
  JPEG: async () => (await scene()).jpeg({ quality: 95 }).toBuffer(),
  'progressive JPEG': async () => (await scene()).jpeg({ quality: 95, progressive: true }).toBuffer(),
  'grey JPEG': async () => (await scene()).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer(),
  'CMYK JPEG': async () =>
    (await scene()).toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer(),
  'Display P3 JPEG': async () => (await scene()).withIccProfile('p3').jpeg({ quality: 95 }).toBuffer(),
  'JPEG on its side': async () => (await scene()).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer(),
  PNG: async () => (await scene()).png().toBuffer(),
  'PNG with a palette': async () => (await scene()).png({ palette: true, colours: 64 }).toBuffer(),
  'PNG of 16 bits': async () => (await scene()).toColourspace('rgb16').png().toBuffer(),
  'interlaced PNG': async () => (await scene()).png({ progressive: true }).toBuffer(),
  'grey PNG': async () => (await scene()).toColourspace('b-w').png().toBuffer(),
  'PNG with a hole': async () => (await scene(true)).png().toBuffer(),
  WebP: async () => (await scene()).webp({ quality: 95 }).toBuffer(),
  'WebP without loss, with a hole': async () => (await scene(true)).webp({ lossless: true }).toBuffer(),
  AVIF: async () => (await scene()).avif({ quality: 90, effort: 1 }).toBuffer(),
  GIF: async () => (await scene()).gif().toBuffer(),
  'GIF with a hole': async () => (await scene(true)).gif().toBuffer(),
  TIFF: async () => (await scene()).tiff({ compression: 'lzw' }).toBuffer(),
};

/** What a viewer shows. */
async function shown(file: Buffer, onWhite: boolean): Promise<Pixels> {
  const image = sharp(file).autoOrient();
  if (onWhite) image.flatten({ background: 'white' });
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
}

/** The mean colour: a wrong profile or a swapped channel moves it, whatever the shapes. */
function meanColour({ data, channels }: Pixels): number[] {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at += channels) for (const c of [0, 1, 2]) sums[c]! += data[at + c]!;
  return sums.map((sum) => sum / (data.length / channels));
}

describe.each(Object.entries(INPUTS))('%s', (_, make) => {
  it.each(OUTPUT_FORMATS)('looks the same as %s', async (format) => {
    const source = await make();
    const { bytes, out } = await compressImage(source, { ...PLAIN_OPTIONS, format, quality: 85 }, Deadline.in(20_000));
    const [before, after] = [await shown(source, format === 'jpg'), await shown(bytes, format === 'jpg')];
    expect([out.width, out.height]).toEqual([before.width, before.height]);
    expect(similarity(before, after)).toBeGreaterThan(0.9);
    const [from, to] = [meanColour(before), meanColour(after)];
    if (before.channels === after.channels)
      from.forEach((value, c) => expect(Math.abs(value - to[c]!)).toBeLessThan(4));
  });

  it('looks the same at half its size', async () => {
    const source = await make();
    const { bytes } = await compressImage(
      source,
      { ...PLAIN_OPTIONS, format: 'png', maxWidth: 90 },
      Deadline.in(20_000),
    );
    const whole = await shown(source, false);
    const height = Math.round((whole.height * 90) / whole.width);
    const small = await sharp(whole.data, { raw: whole }).resize(90, height, { fit: 'fill' }).raw().toBuffer();
    expect(similarity({ ...whole, data: small, width: 90, height }, await shown(bytes, false))).toBeGreaterThan(0.95);
  });
});
