import readExif from 'exif-reader';
import sharp, { type Metadata } from 'sharp';
import { PLAIN_OPTIONS } from '../../../test/support/image-context.js';
import { compressImage, type CompressOptions } from '../compress-image.js';
import { Deadline } from '../deadline.js';
import { OUTPUT_FORMATS } from '../formats.js';

/** A photo as a camera writes it: owner, author, place, a wide colour space, stored on its side. */
const photo = () =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#c85028' } })
    .withMetadata({ orientation: 6 })
    .withExif({ IFD0: { Copyright: 'Ada', Artist: 'Grace', Make: 'Box' }, IFD3: { GPSLatitude: '50/1 0/1 0/1' } })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>')
    .withIccProfile('p3')
    .jpeg({ quality: 95 })
    .toBuffer();

async function written(source: Buffer, options: Partial<CompressOptions>): Promise<Metadata> {
  const { bytes } = await compressImage(source, { ...PLAIN_OPTIONS, ...options }, Deadline.in(20_000));
  return sharp(bytes).metadata();
}

describe('metadata', () => {
  it.each(OUTPUT_FORMATS)('`strip` leaves nothing in %s', async (format) => {
    const { exif, xmp, icc, iptc, orientation } = await written(await photo(), { format, metadata: 'strip' });
    expect([exif, xmp, icc, iptc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it.each(OUTPUT_FORMATS)('`keep` carries everything over to %s, upright', async (format) => {
    const metadata = await written(await photo(), { format, metadata: 'keep' });
    expect([metadata.width, metadata.height]).toEqual([40, 60]);
    expect(metadata.orientation ?? 1).toBe(1);
    expect(metadata.icc?.length).toBeGreaterThan(0);
    expect(metadata.xmp?.toString()).toContain('xmpmeta');
    const { Image, GPSInfo } = readExif(metadata.exif!);
    expect(Image).toMatchObject({ Copyright: 'Ada', Artist: 'Grace', Make: 'Box' });
    expect(GPSInfo?.GPSLatitude).toEqual([50, 0, 0]);
  });

  it('`keep` shows the same colour with its profile as without', async () => {
    const kept = await compressImage(
      await photo(),
      { ...PLAIN_OPTIONS, format: 'png', metadata: 'keep' },
      Deadline.in(20_000),
    );
    const shown = await sharp(kept.bytes).toColourspace('srgb').raw().toBuffer();
    [0xc8, 0x50, 0x28].forEach((value, channel) => {
      expect(Math.abs((shown[channel] ?? 0) - value)).toBeLessThanOrEqual(3);
    });
  });

  it('`keep` does not tag red, green and blue with a profile for inks', async () => {
    const cmyk = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c85028' } })
      .toColourspace('cmyk')
      .withIccProfile('cmyk')
      .jpeg()
      .toBuffer();
    expect((await written(cmyk, { metadata: 'keep' })).icc).toBeUndefined();
  });

  it.each(OUTPUT_FORMATS)('`copyright` carries over to %s who made and owns it, and nothing else', async (format) => {
    const metadata = await written(await photo(), { format, metadata: 'copyright' });
    expect([metadata.xmp, metadata.icc]).toEqual([undefined, undefined]);
    const { Image, GPSInfo } = readExif(metadata.exif!);
    expect(Image).toMatchObject({ Copyright: 'Ada', Artist: 'Grace' });
    expect([Image?.Make, GPSInfo]).toEqual([undefined, undefined]);
  });

  it('`copyright` writes no EXIF where nobody is named', async () => {
    const anonymous = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect((await written(anonymous, { metadata: 'copyright' })).exif).toBeUndefined();
  });

  it('`copyright` takes EXIF that cannot be read for none', async () => {
    const broken = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    const exif = Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff broken', 'latin1');
    const header = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
    const source = Buffer.concat([broken.subarray(0, 2), header, exif, broken.subarray(2)]);
    expect((await written(source, { metadata: 'copyright' })).exif).toBeUndefined();
  });
});
