import sharp from 'sharp';
import { stepContext } from '../../../test/support/image-context.js';
import { fittedSize } from '../size.js';
import { resize } from './resize.js';

async function resized(
  [width, height]: [number, number],
  [maxWidth, maxHeight]: [number | null, number | null],
): Promise<[number, number]> {
  const image = sharp({ create: { width, height, channels: 3, background: 'red' } });
  const size = fittedSize({ width, height }, { maxWidth, maxHeight });
  const context = { ...stepContext({ header: { width, height } }), size };
  const { info } = await resize(image, context).png().toBuffer({ resolveWithObject: true });
  return [info.width, info.height];
}

describe('resize', () => {
  it.each<[string, [number, number], [number | null, number | null], [number, number]]>([
    ['no limit', [400, 200], [null, null], [400, 200]],
    ['a width', [400, 200], [100, null], [100, 50]],
    ['a height', [400, 200], [null, 50], [100, 50]],
    ['both, the width binding', [400, 200], [100, 100], [100, 50]],
    ['both, the height binding', [400, 200], [300, 50], [100, 50]],
    ['limits larger than the image', [400, 200], [800, 900], [400, 200]],
    ['one limit larger, one smaller', [400, 200], [800, 100], [200, 100]],
    ['a sliver', [1000, 1], [10, null], [10, 1]],
  ])('fits within %s', async (_, size, limits, expected) => {
    await expect(resized(size, limits)).resolves.toEqual(expected);
  });
});
