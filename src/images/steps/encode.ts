import type { Sharp } from 'sharp';
import type { OutputFormat } from '../formats.js';
import type { StepContext } from '../step.js';

/**
 * AVIF effort, 0 to 9: 2 is seven times as fast as sharp's default of 4 for 3 % more bytes, and so the difference
 * between 0.2 and 1.8 megapixels/s on one core.
 */
const AVIF_EFFORT = 2;

/** zlib level: 9 gave 10 % fewer bytes than the default of 6 on screenshots and diagrams, at a third of the speed. */
const PNG_LEVEL = 9;

type Encoder = (image: Sharp, quality: number) => Sharp;

/** Sharp writes no metadata unless asked to. PNG stays lossless: a palette would drop colours. */
const ENCODERS: Readonly<Record<OutputFormat, Encoder>> = {
  webp: (image, quality) => image.webp({ quality }),
  avif: (image, quality) => image.avif({ quality, effort: AVIF_EFFORT }),
  jpg: (image, quality) => image.jpeg({ quality, mozjpeg: true }),
  png: (image) => image.png({ compressionLevel: PNG_LEVEL }),
};

/** Chooses the encoder. */
export function encode(image: Sharp, { options }: StepContext): Sharp {
  return ENCODERS[options.format](image, options.quality);
}
