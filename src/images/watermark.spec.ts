import sharp from 'sharp';
import { PLAIN_OPTIONS } from '../../test/support/image-context.js';
import { compressImage } from './compress-image.js';
import { Deadline } from './deadline.js';
import { POSITIONS, Watermark, type WatermarkOptions } from './watermark.js';

const RED = { r: 255, g: 0, b: 0 };
const inTime = () => Deadline.in(20_000);
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'white' } })
    .png()
    .toBuffer();
const mark = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: RED } })
    .png()
    .toBuffer();
const open = async (options: Partial<WatermarkOptions> = {}, png?: Buffer) =>
  Watermark.open(png ?? (await mark()), { scale: 20, opacity: 100, position: 'BR', ...options });

/** Where the picture is not white: left, top, right and bottom edge, and the colour in the middle of it. */
async function markOn(png: Buffer, page = 0) {
  const { data, info } = await sharp(png, { page }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
  for (let y = 0; y < info.height; y += 1) {
    for (let x = 0; x < info.width; x += 1) {
      if (data[(y * info.width + x) * 3 + 1]! > 250) continue;
      box.left = Math.min(box.left, x);
      box.top = Math.min(box.top, y);
      box.right = Math.max(box.right, x);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  const middle = (Math.floor((box.top + box.bottom) / 2) * info.width + Math.floor((box.left + box.right) / 2)) * 3;
  return { ...box, colour: [...data.subarray(middle, middle + 3)] };
}

async function stamped(source: Buffer, watermark: Watermark, options = {}) {
  return compressImage(source, { ...PLAIN_OPTIONS, format: 'png', watermark, ...options }, inTime());
}

describe('Watermark', () => {
  it('is as wide as asked, in percent of the result, and in proportion', async () => {
    const { bytes } = await stamped(await picture(400, 200), await open({ scale: 25 }), { maxWidth: 200 });
    await expect(markOn(bytes)).resolves.toEqual({ left: 150, top: 75, right: 199, bottom: 99, colour: [255, 0, 0] });
  });

  it.each(POSITIONS.map((position, index) => [position, (index % 3) * 40, Math.floor(index / 3) * 45] as const))(
    'lies at %s',
    async (position, left, top) => {
      const { bytes } = await stamped(await picture(100, 100), await open({ position }));
      await expect(markOn(bytes)).resolves.toMatchObject({ left, top, right: left + 19, bottom: top + 9 });
    },
  );

  it('lets the picture shine through', async () => {
    const { bytes } = await stamped(await picture(100, 100), await open({ opacity: 40 }));
    await expect(markOn(bytes)).resolves.toMatchObject({ colour: [255, 153, 153] });
  });

  it('keeps the transparency of the mark', async () => {
    const glass = await sharp({ create: { width: 40, height: 20, channels: 4, background: { ...RED, alpha: 0.5 } } })
      .png()
      .toBuffer();
    const { bytes } = await stamped(await picture(100, 100), await open({ opacity: 50 }, glass));
    const { colour } = await markOn(bytes);
    expect(Math.abs(colour[1]! - 191)).toBeLessThanOrEqual(1);
  });

  it('cannot be seen at 0 percent', async () => {
    const { bytes } = await stamped(await picture(100, 100), await open({ opacity: 0 }));
    await expect(markOn(bytes)).resolves.toMatchObject({ right: -1 });
  });

  it('is never higher than the picture', async () => {
    const { bytes } = await stamped(await picture(300, 10), await open({ scale: 50 }));
    await expect(markOn(bytes)).resolves.toMatchObject({ left: 280, top: 0, right: 299, bottom: 9 });
  });

  it('fits on a picture of one pixel', async () => {
    const { bytes } = await stamped(await picture(1, 1), await open());
    await expect(markOn(bytes)).resolves.toMatchObject({ colour: [255, 0, 0] });
  });

  it('lies on every frame of an animation', async () => {
    const frames = await Promise.all([picture(50, 40), picture(50, 40), picture(50, 40)]);
    const second = await sharp(frames[1])
      .composite([{ input: await mark(5, 5), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const gif = await sharp([frames[0]!, second, frames[2]!], { join: { animated: true } })
      .gif({ delay: [50, 50, 50] })
      .toBuffer();
    const { bytes, out } = await stamped(gif, await open({ position: 'BC' }), { format: 'webp', quality: 100 });
    expect(out.frames).toBe(3);
    for (const page of [0, 2]) {
      const { left, right, top, bottom } = await markOn(bytes, page);
      // WebP shares colours between neighbours, so the edge is not sharp.
      expect([left - 20, right - 29, top - 35].every((off) => Math.abs(off) <= 2)).toBe(true);
      expect(bottom).toBe(39);
    }
    await expect(markOn(bytes, 1)).resolves.toMatchObject({ left: 0, top: 0, bottom: 39 });
  });

  it('makes each size once, however many pictures share it', async () => {
    const watermark = await open();
    const [first, again, other] = await Promise.all([
      watermark.on({ width: 200, height: 100 }),
      watermark.on({ width: 200, height: 300 }),
      watermark.on({ width: 100, height: 100 }),
    ]);
    expect(again?.overlay).toBe(first?.overlay);
    expect(other?.overlay).not.toBe(first?.overlay);
  });

  it('keeps sizes by their bytes, not by their number: of large ones only the last', async () => {
    const watermark = await open({ scale: 50 }, await mark(20, 20));
    const width = 6_000;
    const first = await watermark.on({ width, height: width });
    const beside = await watermark.on({ width: width + 2, height: width });
    expect((await watermark.on({ width: width + 2, height: width })).overlay).toBe(beside.overlay);
    expect((await watermark.on({ width, height: width })).overlay).not.toBe(first.overlay);
  });

  it.each([
    ['no image', Buffer.from('a mark'), 'not_an_image'],
    ['a type with active content', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'unsupported_format'],
    ['too many bytes', Buffer.alloc(6 * 1024 * 1024), 'too_large'],
  ])('refuses %s', async (_, bytes, reason) => {
    await expect(open({}, bytes)).rejects.toMatchObject({ reason });
  });
});
