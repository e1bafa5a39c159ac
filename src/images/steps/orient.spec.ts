import sharp from 'sharp';
import { orient } from './orient.js';

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];

/** Two by two pixels, red and green above blue and white, stored with the given EXIF orientation. */
const stored = (orientation: number) =>
  sharp(Buffer.from([RED, GREEN, BLUE, WHITE].flat()), { raw: { width: 2, height: 2, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();

describe('orient', () => {
  // What a viewer shows, row by row; EXIF 2.32, 4.6.4, tag Orientation.
  it.each([
    [1, [RED, GREEN, BLUE, WHITE]],
    [2, [GREEN, RED, WHITE, BLUE]],
    [3, [WHITE, BLUE, GREEN, RED]],
    [4, [BLUE, WHITE, RED, GREEN]],
    [5, [RED, BLUE, GREEN, WHITE]],
    [6, [BLUE, RED, WHITE, GREEN]],
    [7, [WHITE, GREEN, BLUE, RED]],
    [8, [GREEN, WHITE, RED, BLUE]],
  ])('shows orientation %d upright', async (orientation, pixels) => {
    const upright = orient(sharp(await stored(orientation)));
    expect([...(await upright.raw().toBuffer())]).toEqual(pixels.flat());
  });

  it('leaves no orientation behind that a viewer would apply again', async () => {
    const { orientation } = await sharp(
      await orient(sharp(await stored(6)))
        .png()
        .toBuffer(),
    ).metadata();
    expect(orientation).toBeUndefined();
  });
});
