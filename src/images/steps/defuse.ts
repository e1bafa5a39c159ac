import { refuseRepeatedItems } from '../avif-items.js';
import type { ImageFormat } from '../formats.js';
import { refuseManyScans } from '../jpeg-scans.js';
import { withoutHeavyChunks } from '../png-chunks.js';
import { refuseManyFrames } from '../webp-frames.js';

/**
 * What of a caller's bytes the decoder may see: without that which costs it memory or time out of all proportion to
 * the picture. Comes before anything else reads the bytes.
 * @returns the same buffer, as a rule
 * @throws UnusableImage `timeout`, `corrupt`
 */
export function defuse(source: Buffer, format: ImageFormat): Buffer {
  if (format === 'png') return withoutHeavyChunks(source);
  if (format === 'jpg') refuseManyScans(source);
  if (format === 'webp') refuseManyFrames(source);
  if (format === 'avif') refuseRepeatedItems(source);
  return source;
}
