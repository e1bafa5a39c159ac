import type { Sharp } from 'sharp';

/** Turns and mirrors the picture as its EXIF orientation (1 to 8) says, because the tag itself is stripped. */
export function orient(image: Sharp): Sharp {
  return image.autoOrient();
}
