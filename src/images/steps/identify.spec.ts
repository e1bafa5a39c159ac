import sharp from 'sharp';
import { identify } from './identify.js';

const picture = sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } });

const ftyp = (...brands: string[]) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(12 + 4 * brands.length);
  const [major = '', ...compatible] = brands;
  return Buffer.concat([size, Buffer.from(`ftyp${major}\0\0\0\0${compatible.join('')}`, 'latin1')]);
};

const bmp = () => {
  const head = Buffer.alloc(54);
  head.write('BM', 'latin1');
  head.writeUInt32LE(40, 14);
  return head;
};

describe('identify', () => {
  it.each([
    ['jpeg', 'jpg'],
    ['png', 'png'],
    ['webp', 'webp'],
    ['avif', 'avif'],
    ['gif', 'gif'],
    ['tiff', 'tiff'],
  ] as const)('knows %s', async (format, name) => {
    expect(identify(await picture.clone().toFormat(format).toBuffer())).toBe(name);
  });

  it.each([
    ['big-endian TIFF', Buffer.from('MM\0*rest')],
    ['BigTIFF', Buffer.from('II+\0rest')],
  ])('knows %s', (_, source) => {
    expect(identify(source)).toBe('tiff');
  });

  it('looks for AVIF among all brands of a HEIF file', () => {
    expect(identify(ftyp('mif1', 'miaf', 'avif'))).toBe('avif');
  });

  it.each([
    ['HEIC', ftyp('heic', 'mif1', 'heic')],
    ['HEIF with HEVC inside', ftyp('mif1', 'mif1', 'heic')],
    ['AVIF animation', ftyp('avis', 'avif', 'avis', 'mif1')],
    ['Canon raw', ftyp('crx ', 'isom')],
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG after its preamble', Buffer.from('\uFEFF<?xml version="1.0"?>\n<!-- drawn -->\n<svg width="1">')],
    ['PDF', Buffer.from('%PDF-1.7')],
    ['JPEG XL', Buffer.from('ff0a0000', 'hex')],
    ['JPEG 2000', Buffer.from('0000000c6a5020200d0a870a', 'hex')],
    ['ICO', Buffer.from('000001000100', 'hex')],
    ['PSD', Buffer.from('8BPS\0\x01')],
    ['BMP', bmp()],
  ])('refuses %s as unsupported', (_, source) => {
    expect(() => identify(source)).toThrow(expect.objectContaining({ reason: 'unsupported_format' }));
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from([0xff])],
    ['text', Buffer.from('BMW is not a bitmap, and this is a text')],
    ['a page with an SVG in it', Buffer.from('<!doctype html><html><svg></svg></html>')],
    ['a video', ftyp('isom', 'avc1', 'mp41')],
    ['a sound in a RIFF file', Buffer.from('RIFF\x10\0\0\0WAVEfmt ', 'latin1')],
    ['an archive', Buffer.from('PK\x03\x04')],
  ])('refuses %s as no image', (_, source) => {
    expect(() => identify(source)).toThrow(expect.objectContaining({ reason: 'not_an_image' }));
  });
});
