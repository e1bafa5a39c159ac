import type { Candidate } from './auto/suitable-encodings.js';
import type { Pixels } from './engine.js';
import { renderPixels } from './pipeline.js';
import type { ImageTask } from './step.js';

/**
 * The picture decoded once, for all that is made of it: decoding again is a tenth of compressing a photo. Null where a file
 * made of these pixels would not be the one that is made of the source: animations, kept metadata, colours that are not
 * 8 bits of red, green and blue, types without loss, and JPEG, which also says how large to print it.
 *
 * Memory: the pixels are there when the decoder's own are gone, so `memoryNeed` has them counted.
 * @throws UnusableImage
 */
export async function sharedPixels(task: ImageTask, candidates: Candidate[]): Promise<Pixels | null> {
  const { header, options } = task;
  const isAllOfIt = header.frames === 1 && header.space === 'srgb' && options.metadata === 'strip';
  const [first] = candidates;
  if (!first || !isAllOfIt || !candidates.every(keepsLittle)) return null;
  return renderPixels(task, { format: first.format, quality: null });
}

function keepsLittle({ format, lossless }: Candidate): boolean {
  return !lossless && format !== 'jpg';
}
