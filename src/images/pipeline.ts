import type { Sharp } from 'sharp';
import { readingImage } from './decoder-errors.js';
import { openImage, openPixels, type Pixels } from './engine.js';
import { holdsAnimation } from './formats.js';
import type { Encoding, ImageTask, Step, StepContext } from './step.js';
import { isSameSize, type Size } from './size.js';
import { convertColours } from './steps/convert-colours.js';
import { encode, encodeAs } from './steps/encode.js';
import { flatten } from './steps/flatten.js';
import { keepMetadata } from './steps/keep-metadata.js';
import { orient } from './steps/orient.js';
import { resize } from './steps/resize.js';
import { stamp } from './steps/stamp.js';

/** What is done to every picture, in this order. */
const PICTURE_STEPS: readonly Step[] = [orient, convertColours, resize, stamp, flatten];
/** And to make a file of it. */
const FILE_STEPS: readonly Step[] = [...PICTURE_STEPS, keepMetadata, encode];

/** Half the time of the default kernel, for pictures that are only looked at in passing. */
const SMALLER = { fit: 'fill', kernel: 'linear' } as const;

/** A result, and how it was written. */
export interface EncodedFile extends Size {
  bytes: Buffer;
  encoding: Encoding;
  frames: number;
}

/**
 * All steps, then the one call that decodes and encodes.
 * @throws UnusableImage
 */
export async function renderFile(task: ImageTask, encoding: Encoding): Promise<EncodedFile> {
  const frames = holdsAnimation(encoding.format) ? task.header.frames : 1;
  const image = await applied(FILE_STEPS, task, { ...task, encoding, frames });
  const { data, info } = await readingImage(task.deadline, () => image.toBuffer({ resolveWithObject: true }));
  return { bytes: data, encoding, frames, width: info.width, height: info.pageHeight ?? info.height };
}

/**
 * The picture as it would go to the encoder of this type; of an animation the first frame.
 * @throws UnusableImage
 */
export async function renderPixels(task: ImageTask, encoding: Encoding): Promise<Pixels> {
  const image = await applied(PICTURE_STEPS, task, { ...task, encoding, frames: 1 });
  return readPixels(image, task);
}

/**
 * The picture at full size: of the pixels where it is decoded already, else of the source.
 * @throws UnusableImage
 */
export async function makeFile(task: ImageTask, pixels: Pixels | null, encoding: Encoding): Promise<EncodedFile> {
  if (!pixels) return renderFile(task, encoding);
  const { width, height } = pixels;
  return { bytes: await encodePixels(task, pixels, encoding), encoding, frames: 1, width, height };
}

/** Writes decoded pixels, such as a part of a picture, without metadata; smaller where a size is given. */
export function encodePixels(
  { deadline }: Pick<ImageTask, 'deadline'>,
  pixels: Pixels,
  encoding: Encoding,
  size: Size = pixels,
): Promise<Buffer> {
  deadline.check();
  const opened = openPixels(pixels);
  const scaled = isSameSize(size, pixels) ? opened : opened.resize(size.width, size.height, SMALLER);
  const image = encodeAs(flatten(scaled, { encoding }), encoding).timeout({ seconds: deadline.secondsLeft });
  return readingImage(deadline, () => image.toBuffer());
}

/** Decodes what a step list or a file has brought about. */
export async function readPixels(image: Sharp, { deadline }: Pick<ImageTask, 'deadline'>): Promise<Pixels> {
  const raw = image.toColourspace('srgb').raw();
  const { data, info } = await readingImage(deadline, () => raw.toBuffer({ resolveWithObject: true }));
  const { width, height, channels } = info;
  return { data, width, height, channels: channels === 4 ? 4 : 3 };
}

async function applied(steps: readonly Step[], { source, deadline }: ImageTask, context: StepContext): Promise<Sharp> {
  let image = openImage(source, context.frames > 1);
  for (const step of steps) {
    deadline.check();
    image = await step(image, context);
  }
  deadline.check();
  // libvips looks at the clock between rows; the inside of an AVIF encode it cannot stop, so that one may end late.
  return image.timeout({ seconds: deadline.secondsLeft });
}
