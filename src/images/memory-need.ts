import type { ImageFormat } from './formats.js';
import type { ImageTask } from './step.js';
import type { Candidate } from './auto/suitable-encodings.js';

/** Bytes at the peak for each pixel of the result; measured on 23 and 100 megapixels, rounded up. */
const WHILE_ENCODING: Readonly<Record<ImageFormat, number>> = { webp: 12, jpg: 8, png: 8, gif: 12, tiff: 8, avif: 38 };
/** For each pixel of the source: a decoder that cannot go row by row (progressive JPEG, WebP, AVIF) holds all of it. */
const WHILE_DECODING = 5;
/** The original and the copy side by side. */
const WHILE_COMPARING = 6;

/** The most memory, in bytes, that an image will need. */
export function memoryNeed({ header, options, size }: Omit<ImageTask, 'deadline'>, candidates: Candidate[]): number {
  const frames = candidates.some(({ format }) => format === 'webp' || format === 'gif') ? header.frames : 1;
  const encoding = Math.max(...candidates.map(({ format }) => WHILE_ENCODING[format]));
  const comparing = options.quality === 'auto' ? WHILE_COMPARING : 0;
  const written = size.width * size.height * frames * (encoding + comparing);
  return header.width * header.height * frames * WHILE_DECODING + written;
}
