import type { Sharp } from 'sharp';
import type { StepContext } from '../step.js';

/**
 * Brings every picture to sRGB, because the profile that would explain other numbers is stripped. sharp does so by
 * itself for CMYK and for 8-bit pictures with a profile; three cases need a word:
 * 16-bit pictures with a profile are taken to Display P3, not sRGB, and would come out pale;
 * 16-bit pictures would lose half of their bits on the way to a type without loss;
 * grey pictures would become three equal channels, which makes a lossless PNG a quarter larger.
 */
export function convertColours(image: Sharp, { header, options, encoding }: StepContext): Sharp {
  const { space, hasProfile } = header;
  const lossless = encoding.format === 'png' || encoding.format === 'tiff';
  if (space === 'b-w' || space === 'grey16') return lossless ? image.toColourspace(space) : image;
  if (space !== 'rgb16') return image;
  const converted = hasProfile && options.metadata !== 'keep' ? image.withIccProfile('srgb', { attach: false }) : image;
  return lossless ? converted.toColourspace('rgb16') : converted;
}
