import { Deadline } from './deadline.js';
import { readingImage } from './decoder-errors.js';

const failWith = (text: string) => () => Promise.reject(new Error(text));

describe('readingImage', () => {
  const inTime = Deadline.in(60_000);

  it('gives back what was read', async () => {
    await expect(readingImage(inTime, () => Promise.resolve('pixels'))).resolves.toBe('pixels');
  });

  it.each([
    ['Input image exceeds pixel limit', 'too_many_pixels'],
    ['Processed image is too large for the WebP format', 'too_many_pixels'],
    ['Input image exceeds channel limit', 'unsupported_format'],
    ['VipsJpeg: premature end of JPEG image', 'corrupt'],
    ['Unknown error', 'corrupt'],
    ['vips2png: unable to write to target target', 'corrupt'],
    ['vipspng: libpng read error\nInput image exceeds pixel limit', 'corrupt'],
  ])('reads "%s" as %s', async (text, reason) => {
    await expect(readingImage(inTime, failWith(text))).rejects.toMatchObject({ reason, cause: new Error(text) });
  });

  it('blames the time when the deadline has passed, whatever the text', async () => {
    const passed = Deadline.in(0);
    await expect(readingImage(passed, failWith('webpsave: unable to encode'))).rejects.toMatchObject({
      reason: 'timeout',
    });
  });

  it('does not blame the image when memory ran out', async () => {
    const outOfMemory = failWith('vips_tracked: out of memory --- size == 40MB');
    await expect(readingImage(inTime, outOfMemory)).rejects.not.toHaveProperty('reason');
  });
});
