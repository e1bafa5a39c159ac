import sharp from 'sharp';
import { withFrames } from '../../test/support/many-frames.js';
import { refuseManyFrames } from './webp-frames.js';

const still = () =>
  sharp({ create: { width: 3, height: 2, channels: 3, background: '#c85028' } })
    .webp()
    .toBuffer();

describe('refuseManyFrames', () => {
  it('refuses more than 10,000 frames, and no fewer', async () => {
    const most = withFrames(await still(), 10_000);
    expect(await sharp(most).metadata()).toMatchObject({ pages: 10_000, width: 3, height: 2 });
    expect(() => refuseManyFrames(most)).not.toThrow();
    const more = withFrames(await still(), 10_001);
    expect(() => refuseManyFrames(more)).toThrow(expect.objectContaining({ reason: 'timeout' }) as Error);
  });

  it('takes a still one and a short animation, whole or cut', async () => {
    for (const webp of [await still(), withFrames(await still(), 3)]) {
      for (let length = 0; length <= webp.length; length += 1) {
        expect(() => refuseManyFrames(webp.subarray(0, length))).not.toThrow();
      }
    }
  });
});
