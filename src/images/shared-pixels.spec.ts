import sharp, { type Sharp } from 'sharp';
import { PLAIN_OPTIONS } from '../../test/support/image-context.js';
import { compressImage, type CompressOptions } from './compress-image.js';
import { Deadline } from './deadline.js';
import { makePreview } from './preview.js';
import { Watermark } from './watermark.js';

const inTime = () => Deadline.in(30_000);

function compress(source: Buffer, options: Partial<CompressOptions>, withPreview: boolean) {
  return compressImage(source, { ...PLAIN_OPTIONS, ...options }, inTime(), { withPreview });
}

/** Soft shapes with an edge to see through, so that colours, alpha and scaling all have something to lose. */
async function picture(): Promise<Sharp> {
  const soft = Buffer.from(Array.from({ length: 12 * 9 * 4 }, (_, index) => (index * 7919) % 251));
  const raw = await sharp(soft, { raw: { width: 12, height: 9, channels: 4 } })
    .resize(560, 420, { kernel: 'cubic', fit: 'fill' })
    .png()
    .toBuffer();
  return sharp(raw);
}

async function opaque(): Promise<Sharp> {
  return (await picture()).flatten({ background: 'white' });
}

const SOURCES: Readonly<Record<string, () => Promise<Buffer>>> = {
  'a JPEG': async () => (await opaque()).jpeg({ quality: 90 }).toBuffer(),
  'a JPEG of a camera held upright': async () => (await opaque()).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
  'a JPEG in Display P3': async () => (await opaque()).withIccProfile('p3').jpeg().toBuffer(),
  'a progressive JPEG for print': async () => (await opaque()).jpeg({ progressive: true }).withDensity(300).toBuffer(),
  'a PNG that one can see through': async () => (await picture()).png().toBuffer(),
  'a PNG with a table of colours': async () => (await opaque()).png({ palette: true }).toBuffer(),
  'a WebP': async () => (await picture()).webp().toBuffer(),
  'an AVIF': async () => (await opaque()).avif({ effort: 0 }).toBuffer(),
};

const ASKED: Readonly<Record<string, Partial<CompressOptions>>> = {
  webp: { format: 'webp' },
  avif: { format: 'avif' },
  'webp, smaller': { format: 'webp', maxWidth: 530 },
  'webp of quality auto': { format: 'webp', quality: 'auto' },
};

/** Every source becomes a plain WebP; what is decoded for the others is the same. */
const OTHERS = ['a JPEG', 'a PNG that one can see through'].flatMap((source) =>
  ['avif', 'webp, smaller', 'webp of quality auto'].map((asked) => [source, asked] as const),
);

describe('a picture that is decoded once', () => {
  it.each([...Object.keys(SOURCES).map((source) => [source, 'webp'] as const), ...OTHERS])(
    '%s as %s is the same file as decoded from its source, and has its preview',
    async (source, asked) => {
      const bytes = await SOURCES[source]!();
      const options = ASKED[asked]!;
      const [alone, shared] = [await compress(bytes, options, false), await compress(bytes, options, true)];
      expect(shared.bytes.equals(alone.bytes)).toBe(true);
      expect(shared).toMatchObject({ in: alone.in, out: alone.out });
      expect(alone.preview).toBeNull();
      const [preview, own] = [shared.preview!, await makePreview(bytes, inTime())];
      await expect(distance(preview.bytes, own.bytes)).resolves.toBeLessThan(3);
    },
  );

  it('is not used where the file would not be the same', async () => {
    const jpeg = await SOURCES['a JPEG']!();
    const deep = await (await opaque()).toColourspace('rgb16').png().toBuffer();
    const frames = await Promise.all(['teal', 'red'].map((background) => frame(background)));
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    for (const [source, options] of [
      [jpeg, { format: 'jpg' }],
      [jpeg, { format: 'png' }],
      [jpeg, { metadata: 'keep' }],
      [jpeg, { metadata: 'copyright' }],
      [deep, {}],
      [animation, {}],
    ] as const) {
      const [alone, shared] = [await compress(source, options, false), await compress(source, options, true)];
      expect(shared.preview).toBeNull();
      expect(shared.bytes.equals(alone.bytes)).toBe(true);
    }
  });

  it('gives no preview that is smaller than it should be, or has a watermark on it', async () => {
    const jpeg = await SOURCES['a JPEG']!();
    const mark = await frame('red');
    const watermark = await Watermark.open(mark, { scale: 20, opacity: 50, position: 'BR' });
    await expect(compress(jpeg, { maxWidth: 500 }, true)).resolves.toMatchObject({ preview: null });
    await expect(compress(jpeg, { watermark }, true)).resolves.toMatchObject({ preview: null });
  });
});

function frame(background: string): Promise<Buffer> {
  return sharp({ create: { width: 600, height: 600, channels: 3, background } })
    .png()
    .toBuffer();
}

/** Of two pictures of one size: the mean difference of a channel, 0 to 255. */
async function distance(a: Buffer, b: Buffer): Promise<number> {
  const [one, other] = await Promise.all([a, b].map((file) => sharp(file).raw().toBuffer({ resolveWithObject: true })));
  expect(one!.info).toMatchObject({ width: other!.info.width, height: other!.info.height });
  let sum = 0;
  for (const [at, value] of one!.data.entries()) sum += Math.abs(value - other!.data[at]!);
  return sum / one!.data.length;
}
