import type { Sharp } from 'sharp';
import { isSameSize } from '../size.js';
import type { StepContext } from '../step.js';

/** Scales down to the size that was worked out. */
export function resize(image: Sharp, { header, size }: StepContext): Sharp {
  return isSameSize(size, header) ? image : image.resize(size.width, size.height, { fit: 'fill' });
}
