import type { Sharp } from 'sharp';
import type { StepContext } from '../step.js';

/** JPEG has no transparency: what was see-through becomes white, as on most pages. */
export function flatten(image: Sharp, { encoding }: StepContext): Sharp {
  return encoding.format === 'jpg' ? image.flatten({ background: 'white' }) : image;
}
