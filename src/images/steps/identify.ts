import type { ImageFormat } from '../formats.js';
import { UnusableImage } from '../unusable-image.js';

/** First bytes in hex. `other`: an image all the same, but of a type that is not accepted. */
const SIGNATURES: readonly (readonly [string, ImageFormat | 'other'])[] = [
  ['ffd8ff', 'jpg'],
  ['89504e470d0a1a0a', 'png'],
  ['474946383761', 'gif'], // GIF87a
  ['474946383961', 'gif'], // GIF89a
  ['49492a00', 'tiff'], // little endian
  ['4d4d002a', 'tiff'], // big endian
  ['49492b00', 'tiff'], // BigTIFF
  ['4d4d002b', 'tiff'],
  // No decoder for these in sharp's binaries.
  ['ff0a', 'other'], // JPEG XL
  ['0000000c4a584c200d0a870a', 'other'], // JPEG XL in a container
  ['ff4fff51', 'other'], // JPEG 2000
  ['0000000c6a5020200d0a870a', 'other'], // JPEG 2000 in a container
  ['00000100', 'other'], // ICO
  ['38425053', 'other'], // PSD
  // A program rather than a picture.
  ['255044462d', 'other'], // PDF
];

/** HEIC and its family, whose HEVC pixels sharp's binaries cannot decode, and Canon's raw format. */
const OTHER_BRANDS = /^(hei[cxms]|hev[cxms]|mif[12]|msf1|crx )$/;

/** Enough of the start to know every type; an SVG may have comments before its first tag. */
export const HEAD_BYTES = 4096;

/**
 * Tells the type from the first bytes; names and content types lie.
 * @throws UnusableImage `unsupported_format` for an image of a type that is not accepted, `not_an_image` for the rest.
 */
export function identify(source: Buffer): ImageFormat {
  const head = source.subarray(0, HEAD_BYTES);
  const type = bySignature(head) ?? byBrand(head) ?? byShape(head);
  if (type === null) throw new UnusableImage('not_an_image');
  if (type === 'other') throw new UnusableImage('unsupported_format');
  return type;
}

function bySignature(head: Buffer): ImageFormat | 'other' | null {
  const hex = head.toString('hex', 0, 16);
  return SIGNATURES.find(([signature]) => hex.startsWith(signature))?.[1] ?? null;
}

/** The brands in the `ftyp` box that opens AVIF and HEIC, and also videos (ISO/IEC 14496-12). */
function byBrand(head: Buffer): ImageFormat | 'other' | null {
  if (latin1(head, 4, 8) !== 'ftyp') return null;
  const brands = [latin1(head, 8, 12)];
  if (brands[0] === 'avis') return 'other'; // an AVIF animation, which libvips does not read
  const boxEnd = Math.min(head.readUInt32BE(0), head.length);
  for (let at = 16; at + 4 <= boxEnd; at += 4) brands.push(latin1(head, at, at + 4));
  if (brands.includes('avif')) return 'avif';
  return brands.some((brand) => OTHER_BRANDS.test(brand)) ? 'other' : null;
}

/** Types that one fixed run of bytes does not tell. */
function byShape(head: Buffer): ImageFormat | 'other' | null {
  if (latin1(head, 0, 4) === 'RIFF' && latin1(head, 8, 12) === 'WEBP') return 'webp';
  return isBmp(head) || isSvg(head) ? 'other' : null;
}

/** "BM" alone opens many a text; the size of the header behind it is one of a few. */
function isBmp(head: Buffer): boolean {
  const headerSizes = [12, 40, 52, 56, 64, 108, 124];
  return latin1(head, 0, 2) === 'BM' && head.length >= 18 && headerSizes.includes(head.readUInt32LE(14));
}

/** A page of HTML may hold an `<svg>` too. */
function isSvg(head: Buffer): boolean {
  const text = head.toString('utf8').trimStart();
  return text.startsWith('<') && /<svg[\s>]/i.test(text) && !/<html|<!doctype html/i.test(text);
}

function latin1(head: Buffer, from: number, to: number): string {
  return head.toString('latin1', from, to);
}
