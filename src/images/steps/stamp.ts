import type { Sharp } from 'sharp';
import type { StepContext } from '../step.js';

/** Lays the watermark on the picture, on every frame of an animation. */
export async function stamp(image: Sharp, { options, size, frames }: StepContext): Promise<Sharp> {
  if (!options.watermark) return image;
  const { overlay, left, top } = await options.watermark.on(size);
  // Frames lie below each other in one tall picture.
  const places = Array.from({ length: frames }, (_, frame) => ({ ...overlay, left, top: top + frame * size.height }));
  return image.composite(places);
}
