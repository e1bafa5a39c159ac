import type { Sharp } from 'sharp';
import { readingImage } from './decoder-errors.js';
import { openImage, openPixels, type Pixels } from './engine.js';
import { holdsAnimation } from './formats.js';
import type { Encoding, ImageTask, Step, StepContext } from './step.js';
import type { Size } from './size.js';
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

/** Writes decoded pixels, such as a part of a picture, without metadata. */
export function encodePixels({ deadline }: ImageTask, pixels: Pixels, encoding: Encoding): Promise<Buffer> {
  deadline.check();
  const image = encodeAs(openPixels(pixels), encoding).timeout({ seconds: deadline.secondsLeft });
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
