import sharp from 'sharp';
import type { OutputFormat } from '../formats.js';
import { flatten } from './flatten.js';

/** Half transparent red. */
const glass = () =>
  sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } });
const header = { format: 'png', width: 4, height: 4, space: 'srgb', hasProfile: false } as const;
const context = (format: OutputFormat) => ({
  header,
  options: { format, quality: 82, maxWidth: null, maxHeight: null },
});

describe('flatten', () => {
  it('lays a JPEG on white', async () => {
    const image = flatten(glass(), context('jpg'));
    expect([...(await image.raw().toBuffer()).subarray(0, 3)]).toEqual([255, 127, 127]);
  });

  it.each(['webp', 'avif', 'png'] as const)('keeps the transparency of %s', async (format) => {
    const { info } = await flatten(glass(), context(format)).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
  });
});
