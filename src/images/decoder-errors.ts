import type { Deadline } from './deadline.js';
import { UnusableImage, type UnusableReason } from './unusable-image.js';

/**
 * Sharp's own sentences that mean more than "these bytes are damaged". libvips keeps one error text for the whole
 * process, so what it adds may speak of another image in flight: no reason is read from that.
 */
const MEANINGS: readonly (readonly [RegExp, UnusableReason])[] = [
  [/^Input image exceeds pixel limit/, 'too_many_pixels'],
  // The picture is wider or higher than the output format can say: WebP 16,383, AVIF 16,384, JPEG 65,535.
  [/^Processed image is too large for the/, 'too_many_pixels'],
  // More than five bands: satellite and medical TIFFs.
  [/^Input image exceeds channel limit/, 'unsupported_format'],
];

/** The machine failed, not the image. Not mistaken even if it was another image's: trying again is right for both. */
const OUT_OF_MEMORY = /out of memory|unable to allocate/i;

/**
 * Runs a call that reads the image's bytes and finds the reason in what it throws: once the deadline has passed it is
 * the time (sharp stops itself then), otherwise what sharp says, and damage in all other cases.
 * @throws UnusableImage, or the error itself when the image is not to blame.
 */
export async function readingImage<T>(deadline: Deadline, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    deadline.check();
    throw toUnusable(error);
  }
}

function toUnusable(error: unknown): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (OUT_OF_MEMORY.test(text)) return error;
  const reason = MEANINGS.find(([pattern]) => pattern.test(text))?.[1] ?? 'corrupt';
  return new UnusableImage(reason, { cause: error });
}
