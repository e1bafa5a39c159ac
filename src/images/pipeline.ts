import type { OutputInfo } from 'sharp';
import type { Deadline } from './deadline.js';
import { readingImage } from './decoder-errors.js';
import { openImage } from './engine.js';
import type { CompressOptions, Step } from './step.js';
import { convertColours } from './steps/convert-colours.js';
import { encode } from './steps/encode.js';
import { flatten } from './steps/flatten.js';
import { identify } from './steps/identify.js';
import { orient } from './steps/orient.js';
import { readHeader, type Header } from './steps/read-header.js';
import { resize } from './steps/resize.js';

/** What is done to every picture, in this order. */
const STEPS: readonly Step[] = [orient, convertColours, resize, flatten, encode];

export interface PipelineResult {
  bytes: Buffer;
  info: OutputInfo;
  header: Header;
}

/**
 * Type, header, limits, then the steps, then the one call that decodes and encodes.
 * @throws UnusableImage
 */
export async function runPipeline(
  source: Buffer,
  options: CompressOptions,
  deadline: Deadline,
): Promise<PipelineResult> {
  deadline.check();
  const header = await readHeader(source, identify(source), deadline);

  let image = openImage(source);
  for (const step of STEPS) {
    deadline.check();
    image = await step(image, { header, options });
  }

  deadline.check();
  // libvips looks at the clock between rows; the inside of an AVIF encode it cannot stop, so that one may end late.
  image.timeout({ seconds: deadline.secondsLeft });
  const { data, info } = await readingImage(deadline, () => image.toBuffer({ resolveWithObject: true }));
  return { bytes: data, info, header };
}
