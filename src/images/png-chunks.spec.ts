import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { pngChunk, withChunks } from '../../test/support/png-chunk.js';
import { withoutHeavyChunks } from './png-chunks.js';

const XMP = '<x:xmpmeta xmlns:x="adobe:ns:meta/"/>';
const picture = () =>
  sharp({ create: { width: 30, height: 20, channels: 4, background: '#c8502880' } })
    .withIccProfile('p3')
    .withExif({ IFD0: { Copyright: 'Ada' } });

const text = (value: string) => Buffer.from(value, 'latin1');
const packed = (bytes: number) => Buffer.concat([text('Comment\0\0'), deflateSync(Buffer.alloc(bytes, 'a'))]);
const xmp = (packet: string, compressed = false) =>
  compressed
    ? pngChunk('iTXt', Buffer.concat([text('XML:com.adobe.xmp\0\x01\0\0\0'), deflateSync(packet)]))
    : pngChunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${packet}`));
const pixels = (png: Buffer) => sharp(png).raw().toBuffer();

describe('withoutHeavyChunks', () => {
  it.each([
    ['zTXt', pngChunk('zTXt', packed(100_000))],
    ['tEXt', pngChunk('tEXt', text('Comment\0made by hand'))],
    ['iTXt', pngChunk('iTXt', text('Comment\0\0\0\0\0made by hand'))],
    ['XMP of more than 1 MB', xmp(XMP.padEnd(1024 * 1024))],
    ['compressed XMP of more than 1 MB', xmp(XMP.padEnd(1024 * 1024 + 1), true)],
    [
      'XMP in zTXt of more than 1 MB',
      pngChunk('zTXt', Buffer.concat([text('XML:com.adobe.xmp\0\0'), deflateSync(Buffer.alloc(1024 * 1024 + 1))])),
    ],
    ['compressed XMP that is damaged', pngChunk('iTXt', text('XML:com.adobe.xmp\0\x01\0\0\0damaged'))],
    ['a palette that is only suggested', pngChunk('sPLT', text('colours\0\x08'))],
    ['what nobody knows', pngChunk('fxBt', Buffer.alloc(1000))],
  ])('leaves out %s', async (_, chunk) => {
    const png = await picture().png().toBuffer();
    expect(withoutHeavyChunks(withChunks(png, chunk, chunk))).toEqual(png);
  });

  it('leaves the decoder the same picture, profile and EXIF without a text', async () => {
    const png = await picture().png().toBuffer();
    const heavy = withChunks(png, pngChunk('zTXt', packed(100_000)), xmp(XMP), pngChunk('tEXt', text('A\0b')));
    const before = await sharp(heavy).metadata();
    expect(before.comments).toHaveLength(2);
    const lean = withoutHeavyChunks(heavy);
    const after = await sharp(lean).metadata();
    expect(after.comments).toBeUndefined();
    expect(after).toMatchObject({ width: 30, height: 20, icc: before.icc, exif: before.exif, xmp: before.xmp });
    expect(after.xmp?.toString()).toBe(XMP);
    expect(await pixels(lean)).toEqual(await pixels(heavy));
  });

  it.each(['iCCP', 'eXIf'])('keeps the first %s of several', async (type) => {
    const png = await picture().png().toBuffer();
    const at = png.indexOf(type, 0, 'latin1') - 4;
    const chunk = png.subarray(at, at + 12 + png.readUInt32BE(at));
    const behind = at + chunk.length;
    const doubled = Buffer.concat([png.subarray(0, behind), chunk, png.subarray(behind)]);
    expect(withoutHeavyChunks(doubled)).toEqual(png);
  });

  it.each([
    ['tEXt', pngChunk('tEXt', text(`XML:com.adobe.xmp\0${XMP}`))],
    ['iTXt', xmp(XMP)],
    ['compressed iTXt', xmp(XMP, true)],
  ])('keeps XMP in %s', async (_, chunk) => {
    const png = withChunks(await picture().png().toBuffer(), chunk);
    expect((await sharp(png).metadata()).xmp?.toString()).toBe(XMP);
    expect(withoutHeavyChunks(png)).toBe(png);
  });

  it.each([
    ['of 4 MB', 0, true],
    ['of more', 4, false],
  ])('looks at the size of a profile: %s', async (_, more, isKept) => {
    const png = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#c85028' } })
      .png()
      .toBuffer();
    const profile = Buffer.alloc(4 * 1024 * 1024 + more);
    (await sharp(await picture().png().toBuffer()).metadata()).icc?.copy(profile);
    profile.writeUInt32BE(profile.length);
    const heavy = withChunks(png, pngChunk('iCCP', Buffer.concat([text('any\0\0'), deflateSync(profile)])));
    expect((await sharp(heavy).metadata()).icc?.equals(profile)).toBe(true);
    expect(withoutHeavyChunks(heavy).equals(isKept ? heavy : png)).toBe(true);
  });

  it('keeps the first XMP packet of several', async () => {
    const png = await picture().png().toBuffer();
    expect(withoutHeavyChunks(withChunks(png, xmp(XMP), xmp('second')))).toEqual(withChunks(png, xmp(XMP)));
  });

  it.each([
    ['plain', () => picture().png()],
    ['with a table of colours', () => picture().png({ palette: true })],
    ['interlaced, of 16 bits', () => picture().toColourspace('rgb16').png({ progressive: true })],
    ['with XMP, which libvips writes as zTXt', () => picture().withXmp(XMP).png()],
  ])('gives the very same buffer back for a PNG %s', async (_, made) => {
    const png = await made().toBuffer();
    expect(withoutHeavyChunks(png)).toBe(png);
  });

  it('keeps the chunks of an animation', async () => {
    const chunks = ['acTL', 'fcTL', 'fdAT'].map((type) => pngChunk(type, Buffer.alloc(8)));
    const png = withChunks(await picture().png().toBuffer(), ...chunks);
    expect(withoutHeavyChunks(png)).toBe(png);
  });

  it('passes the bytes on from a break on', async () => {
    const png = await picture().png().toBuffer();
    const cut = png.subarray(0, -20);
    expect(withoutHeavyChunks(cut)).toBe(cut);
    expect(withoutHeavyChunks(withChunks(cut, pngChunk('tEXt', text('A\0b'))))).toEqual(cut);
    expect(withoutHeavyChunks(png.subarray(0, 10))).toHaveLength(10);
  });
});
