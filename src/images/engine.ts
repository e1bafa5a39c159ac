import sharp, { type Sharp } from 'sharp';
import { MAX_PIXELS } from './limits.js';

// Parallel work comes from several images in flight: one thread an image gave the same images/s as more of them
// (WebP encodes on one thread anyway) with less memory.
sharp.concurrency(1);
// Every image is seen once, so libvips' cache of operations would only hold memory.
sharp.cache(false);

/**
 * Opens encoded bytes; nothing is decoded yet.
 *
 * `failOn: 'error'` refuses pictures with missing or unreadable pixels. The stricter 'warning' would also refuse
 * photos that every viewer shows whole: stray bytes before a marker (Android), wrong scan parameters (Samsung,
 * https://github.com/lovell/sharp/issues/1578), unknown GeoTIFF tags.
 */
export function openImage(source: Buffer): Sharp {
  return sharp(source, { failOn: 'error', limitInputPixels: MAX_PIXELS });
}
