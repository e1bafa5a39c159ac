import type { Sharp } from 'sharp';
import type { StepContext } from '../step.js';

/**
 * Brings every picture to sRGB, because the profile that would explain other numbers is stripped. sharp does so by
 * itself for CMYK and for 8-bit pictures with a profile; two cases need a word:
 * 16-bit pictures with a profile are taken to Display P3, not sRGB, and would come out pale;
 * grey pictures would become three equal channels, which makes a lossless PNG a quarter larger.
 */
export function convertColours(image: Sharp, { header, options }: StepContext): Sharp {
  const isGrey = header.space === 'b-w' || header.space === 'grey16';
  if (isGrey && options.format === 'png') return image.toColourspace('b-w');
  if (header.space === 'rgb16' && header.hasProfile) return image.withIccProfile('srgb', { attach: false });
  return image;
}
