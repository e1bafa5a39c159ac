import type { Sharp } from 'sharp';
import type { ImageFormat } from '../formats.js';
import type { Encoding, StepContext } from '../step.js';

/**
 * AVIF effort, 0 to 9: 2 is seven times as fast as sharp's default of 4 for 3 % more bytes, and so the difference
 * between 0.2 and 1.8 megapixels/s on one core.
 */
const AVIF_EFFORT = 2;

/** zlib level: 9 gave 10 % fewer bytes than the default of 6 on screenshots and diagrams, at a third of the speed. */
const PNG_LEVEL = 9;

/** Looked for by the quantizer when the colours are 256 at most; 10 finds them exactly more often than its default. */
const PALETTE_EFFORT = 10;

/**
 * For photos sought by likeness: libwebp's preset 'picture' reached the same score with 0 to 11 % fewer bytes. With a given
 * quality the default stays, because that is what other tools make of the number.
 */
const TUNED_PRESET = 'picture';

type Encoder = (image: Sharp, encoding: Encoding) => Sharp;

/** `quality` is a number for the types with loss, except for WebP without loss. */
const ENCODERS: Readonly<Record<ImageFormat, Encoder>> = {
  webp: (image, { quality, toTarget }) =>
    quality === null
      ? image.webp({ lossless: true })
      : image.webp({ quality, preset: toTarget ? TUNED_PRESET : 'default' }),
  avif: (image, { quality }) => image.avif({ quality: quality ?? 100, effort: AVIF_EFFORT }),
  jpg: (image, { quality, isPassing }) =>
    isPassing
      ? image.jpeg({ quality: quality ?? 100, optimiseCoding: false })
      : image.jpeg({ quality: quality ?? 100, mozjpeg: true }),
  png: (image, { colours }) =>
    colours
      ? image.png({
          palette: true,
          colours,
          quality: 100,
          effort: PALETTE_EFFORT,
          dither: 0,
          compressionLevel: PNG_LEVEL,
        })
      : image.png({ compressionLevel: PNG_LEVEL }),
  gif: (image) => image.gif({ reuse: true }),
  tiff: (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
};

/** Chooses the encoder. */
export function encode(image: Sharp, { encoding }: StepContext): Sharp {
  return encodeAs(image, encoding);
}

/** Any picture, such as a part of one, to any type. */
export function encodeAs(image: Sharp, encoding: Encoding): Sharp {
  return ENCODERS[encoding.format](image, encoding);
}
