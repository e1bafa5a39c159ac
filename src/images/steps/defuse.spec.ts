import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { PLAIN_OPTIONS } from '../../../test/support/image-context.js';
import { withRepeatedScan } from '../../../test/support/many-scans.js';
import { withFrames } from '../../../test/support/many-frames.js';
import { withItems } from '../../../test/support/many-items.js';
import { pngChunk, withChunks } from '../../../test/support/png-chunk.js';
import { compressImage } from '../compress-image.js';
import { Deadline } from '../deadline.js';
import { makePreview } from '../preview.js';
import { Watermark } from '../watermark.js';
import { defuse } from './defuse.js';

const MB = 1024 * 1024;
const inTime = () => Deadline.in(20_000);
const picture = () => sharp({ create: { width: 64, height: 48, channels: 3, background: '#c85028' } });

/** 230 kB that become 240 MB of text, which took 1.6 GB. */
const textBomb = async () => {
  const text = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(7.9 * MB, 'a'))]);
  return withChunks(await picture().png().toBuffer(), ...Array<Buffer>(30).fill(pngChunk('zTXt', text)));
};

/** 30 kB that become a profile of 30 MB, which took 400 MB. */
const profileBomb = async () => {
  const profile = Buffer.alloc(30 * MB);
  (await sharp(await picture().withIccProfile('p3').png().toBuffer()).metadata()).icc?.copy(profile);
  profile.writeUInt32BE(profile.length);
  const data = Buffer.concat([Buffer.from('any\0\0'), deflateSync(profile)]);
  return withChunks(await picture().png().toBuffer(), pngChunk('iCCP', data));
};

/** The highest memory of the process, in bytes, so far. */
const peak = () => process.resourceUsage().maxRSS * 1024;

const openWatermark = (png: Buffer) => Watermark.open(png, { scale: 20, opacity: 50, position: 'BR' });

describe('bytes that cost far more than their picture', () => {
  it.each([
    ['compressing', (source: Buffer) => compressImage(source, PLAIN_OPTIONS, inTime())],
    ['a preview', (source: Buffer) => makePreview(source, inTime())],
    ['a watermark', async (source: Buffer) => (await openWatermark(source)).on({ width: 500, height: 500 })],
  ])('texts of a PNG take no memory in %s', async (_, use) => {
    const bomb = await textBomb();
    const before = peak();
    await use(bomb);
    expect(peak() - before).toBeLessThan(150 * MB);
  });

  it('the profile of a PNG takes no memory', async () => {
    const bomb = await profileBomb();
    const before = peak();
    await compressImage(bomb, { ...PLAIN_OPTIONS, metadata: 'keep' }, inTime());
    expect(peak() - before).toBeLessThan(50 * MB);
  });

  it.each([
    ['compressing', (source: Buffer) => compressImage(source, PLAIN_OPTIONS, inTime())],
    ['a preview', (source: Buffer) => makePreview(source, inTime())],
  ])('items and frames without end are refused in %s', async (_, use) => {
    const avif = await withItems(await picture().avif().toBuffer(), { count: 100, times: 5, bytes: MB });
    await expect(use(avif)).rejects.toMatchObject({ reason: 'corrupt' });
    const webp = withFrames(await picture().webp().toBuffer(), 10_001);
    await expect(use(webp)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it.each([
    ['compressing', (source: Buffer) => compressImage(source, PLAIN_OPTIONS, inTime())],
    ['a preview', (source: Buffer) => makePreview(source, inTime())],
  ])('a JPEG of many scans is refused in %s', async (_, use) => {
    const jpeg = withRepeatedScan(await picture().jpeg({ progressive: true }).toBuffer(), 200);
    await expect(use(jpeg)).rejects.toMatchObject({ reason: 'timeout' });
  });

  it('an original that stays keeps its texts', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    const source = withChunks(dot, pngChunk('tEXt', Buffer.from('A\0b')));
    const {
      bytes,
      isOriginal,
      in: facts,
    } = await compressImage(source, { ...PLAIN_OPTIONS, format: 'keep' }, inTime());
    expect(facts.bytes).toBe(source.length);
    expect(isOriginal ? bytes === source : bytes.length < source.length).toBe(true);
  });

  it('XMP of a PNG is kept where it is asked for', async () => {
    const source = await picture().withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').png().toBuffer();
    const heavy = withChunks(source, pngChunk('tEXt', Buffer.from('A\0b')));
    const { bytes } = await compressImage(heavy, { ...PLAIN_OPTIONS, metadata: 'keep' }, inTime());
    expect((await sharp(bytes).metadata()).xmp?.toString()).toContain('xmpmeta');
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const)(
    'an ordinary %s stays the same buffer',
    async (type) => {
      const source = await picture().toFormat(type).toBuffer();
      expect(defuse(source, type === 'jpeg' ? 'jpg' : type)).toBe(source);
    },
  );
});
