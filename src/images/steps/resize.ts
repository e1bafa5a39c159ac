import type { Sharp } from 'sharp';
import type { StepContext } from '../step.js';

/** Scales down in proportion until both limits hold; never enlarges. */
export function resize(image: Sharp, { options }: StepContext): Sharp {
  const { maxWidth, maxHeight } = options;
  if (maxWidth === null && maxHeight === null) return image;
  return image.resize(maxWidth, maxHeight, { fit: 'inside', withoutEnlargement: true });
}
