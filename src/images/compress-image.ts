import { encodeToTarget } from './auto/encode-to-target.js';
import { likeQuality, suitableEncodings, type Candidate } from './auto/suitable-encodings.js';
import type { Deadline } from './deadline.js';
import { CONTENT_TYPES, type ImageFormat } from './formats.js';
import { imageMemory } from './memory-budget.js';
import { memoryNeed } from './memory-need.js';
import { renderFile, type EncodedFile } from './pipeline.js';
import { fittedSize, isSameSize } from './size.js';
import { UnusableImage } from './unusable-image.js';
import { smallestPng } from './smallest-png.js';
import type { CompressOptions, ImageTask } from './step.js';
import { defuse } from './steps/defuse.js';
import { identify } from './steps/identify.js';
import { readHeader } from './steps/read-header.js';

export type { CompressOptions };

/** Size in bytes and pixels; width and height are as displayed, after orientation. */
export interface ImageFacts {
  bytes: number;
  format: ImageFormat;
  width: number;
  height: number;
  /** Pictures of an animation; 1 for a still. Fewer out than in: the type holds the first one only. */
  frames: number;
}

export interface CompressedImage {
  bytes: Buffer;
  contentType: string;
  extension: ImageFormat;
  /** The bytes are the source's own, because nothing smaller could be made of it (`keep` and `auto` only). */
  isOriginal: boolean;
  in: ImageFacts;
  /** `quality` is what the encoder was given, `null` when it has none or nothing was encoded. */
  out: ImageFacts & { quality: number | null };
}

/**
 * Makes the smaller copy of one image: upright, in the right colours, within the asked size, with the asked watermark and
 * metadata.
 * @throws UnusableImage with the reason when the image cannot be read, is over a limit or takes too long.
 */
export async function compressImage(
  source: Buffer,
  options: CompressOptions,
  deadline: Deadline,
): Promise<CompressedImage> {
  deadline.check();
  const type = identify(source);
  const safe = defuse(source, type);
  const header = await readHeader(safe, type, deadline);
  const task: ImageTask = { source: safe, header, options, size: fittedSize(header, options), deadline };
  const file = await withMemory(task, suitableEncodings(task));
  const { format, width, height, frames } = header;
  const facts = { bytes: source.length, format, width, height, frames };
  if (originalWins(task, file, source)) {
    return { bytes: source, ...namesOf(format), isOriginal: true, in: facts, out: { ...facts, quality: null } };
  }
  return { bytes: file.bytes, ...namesOf(file.encoding.format), isOriginal: false, in: facts, out: outFacts(file) };
}

/** Waits until there is memory for it; an image that alone needs more than there is would end the process. */
async function withMemory(task: ImageTask, candidates: Candidate[]): Promise<EncodedFile> {
  const need = memoryNeed(task, candidates);
  if (need > imageMemory.total) throw new UnusableImage('too_many_pixels');
  const asked = performance.now();
  return imageMemory.hold(need, () => {
    task.deadline.extend(performance.now() - asked);
    return smallest(task, candidates);
  });
}

async function smallest(task: ImageTask, [first, ...others]: Candidate[]): Promise<EncodedFile> {
  if (!first) throw new Error('There is always a type that suits');
  let best = await encodeAs(task, first);
  for (const candidate of others) {
    const file = await encodeAs(task, candidate);
    if (file.bytes.length < best.bytes.length) best = file;
  }
  return best;
}

function encodeAs(task: ImageTask, { format, lossless }: Candidate): Promise<EncodedFile> {
  const { quality, format: asked } = task.options;
  if (format === 'png') return smallestPng(task);
  if (lossless) return renderFile(task, { format, quality: null });
  if (quality === 'auto') return encodeToTarget(task, format);
  return renderFile(task, { format, quality: asked === 'auto' ? likeQuality(format, quality) : quality });
}

/** Never bigger, where the caller left the type open; a picture that had to be changed is no match for its original. */
function originalWins({ header, options, size }: ImageTask, file: EncodedFile, source: Buffer): boolean {
  const leftOpen = options.format === 'keep' || options.format === 'auto';
  const unchanged = isSameSize(size, header) && !options.watermark;
  return leftOpen && unchanged && file.bytes.length >= source.length;
}

function namesOf(format: ImageFormat) {
  return { contentType: CONTENT_TYPES[format], extension: format };
}

function outFacts({ bytes, encoding, width, height, frames }: EncodedFile): CompressedImage['out'] {
  return { bytes: bytes.length, format: encoding.format, width, height, frames, quality: encoding.quality };
}
