import type { Sharp } from 'sharp';
import { isSameSize } from '../size.js';
import type { StepContext } from '../step.js';

/** Scales down to the size that was worked out. */
export function resize(image: Sharp, { header, size, encoding }: StepContext): Sharp {
  if (isSameSize(size, header)) return image;
  const kernel = encoding.isPassing ? 'linear' : 'lanczos3';
  return image.resize(size.width, size.height, { fit: 'fill', kernel });
}
