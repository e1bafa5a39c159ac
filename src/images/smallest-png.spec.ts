import sharp from 'sharp';
import { PLAIN_OPTIONS } from '../../test/support/image-context.js';
import { compressImage } from './compress-image.js';
import { Deadline } from './deadline.js';

const toPng = async (source: Buffer) =>
  (await compressImage(source, { ...PLAIN_OPTIONS, format: 'png' }, Deadline.in(20_000))).bytes;

/** A picture of that many colours, every pixel after the other. */
const striped = (colours: number, channels: 3 | 4 = 3) => {
  const width = 512;
  const data = Buffer.alloc(width * 64 * channels);
  for (let at = 0, pixel = 0; at < data.length; at += channels, pixel += 1) {
    const colour = pixel % colours;
    data.set([colour & 255, (colour * 91) & 255, colour >> 8], at);
    if (channels === 4) data[at + 3] = 255 - (colour & 127);
  }
  return sharp(data, { raw: { width, height: 64, channels } })
    .png({ compressionLevel: 0 })
    .toBuffer();
};

const pixelsOf = (file: Buffer) => sharp(file).ensureAlpha().toColourspace('srgb').raw().toBuffer();

describe('smallestPng', () => {
  it.each([
    [2, 3],
    [200, 3],
    [256, 3],
    [257, 3],
    [100, 4],
  ] as const)('loses nothing of %d colours in %d channels', async (colours, channels) => {
    const source = await striped(colours, channels);
    const png = await toPng(source);
    expect((await pixelsOf(png)).equals(await pixelsOf(source))).toBe(true);
  });

  it('uses a table of colours where there are few', async () => {
    // Bits for a pixel and type of colour, where the PNG specification (11.2.1) has them.
    const few = await toPng(await striped(16));
    expect([...few.subarray(24, 26)]).toEqual([4, 3]);
    const many = await toPng(await striped(257));
    expect([...many.subarray(24, 26)]).toEqual([8, 2]);
  });

  it('gives a PNG with a table back no larger than it came', async () => {
    const source = await sharp(await striped(40))
      .png({ palette: true, dither: 0, compressionLevel: 9 })
      .toBuffer();
    expect((await toPng(source)).length).toBeLessThanOrEqual(source.length);
  });

  it('keeps grey grey, with and without transparency', async () => {
    const grey = await sharp(await striped(200))
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect((await pixelsOf(await toPng(grey))).equals(await pixelsOf(grey))).toBe(true);
    const glass = await sharp(grey).ensureAlpha(0.5).toColourspace('b-w').png().toBuffer();
    expect((await pixelsOf(await toPng(glass))).equals(await pixelsOf(glass))).toBe(true);
  });
});
