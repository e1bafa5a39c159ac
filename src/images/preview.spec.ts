import sharp from 'sharp';
import { Deadline } from './deadline.js';
import { makePreview } from './preview.js';

describe('makePreview', () => {
  const inTime = Deadline.in(20_000);

  it('is an upright JPEG of at most 512 pixels a side', async () => {
    const source = await sharp({ create: { width: 1600, height: 800, channels: 3, background: 'teal' } })
      .jpeg()
      .withMetadata({ orientation: 8 })
      .toBuffer();
    const { bytes, contentType } = await makePreview(source, inTime);
    expect(contentType).toBe('image/jpeg');
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ format: 'jpeg', width: 256, height: 512 });
  });

  it('shows transparency as white', async () => {
    const source = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#ff000000' } })
      .png()
      .toBuffer();
    const { bytes } = await makePreview(source, inTime);
    const { dominant } = await sharp(bytes).stats();
    expect(Math.min(dominant.r, dominant.g, dominant.b)).toBeGreaterThan(245);
  });

  it('does not enlarge a small image', async () => {
    const source = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
      .webp()
      .toBuffer();
    const { bytes } = await makePreview(source, inTime);
    await expect(sharp(bytes).metadata()).resolves.toMatchObject({ width: 30, height: 20 });
  });
});
