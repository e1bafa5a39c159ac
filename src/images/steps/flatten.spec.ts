import sharp from 'sharp';
import { stepContext } from '../../../test/support/image-context.js';
import { flatten } from './flatten.js';

/** Half transparent red. */
const glass = () =>
  sharp({ create: { width: 4, height: 4, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } });

describe('flatten', () => {
  it('lays a JPEG on white', async () => {
    const image = flatten(glass(), stepContext({ encoding: { format: 'jpg' } }));
    expect([...(await image.raw().toBuffer()).subarray(0, 3)]).toEqual([255, 127, 127]);
  });

  it.each(['webp', 'avif', 'png'] as const)('keeps the transparency of %s', async (format) => {
    const { info } = await flatten(glass(), stepContext({ encoding: { format } }))
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
  });
});
