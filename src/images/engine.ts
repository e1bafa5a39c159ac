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
 * @param animated reads all frames of an animation, which together keep the limit on pixels; else the first.
 */
export function openImage(source: Buffer, animated = false): Sharp {
  return sharp(source, { failOn: 'error', limitInputPixels: MAX_PIXELS, animated });
}

/** Whether an image is being decoded or encoded: that goes on until it is done, whatever became of who asked for it. */
export function isEngineBusy(): boolean {
  return sharp.counters().process > 0;
}

/** Decoded pixels in sRGB, 8 bits a channel, row by row without gaps. */
export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
  /** 3, or 4 with transparency. */
  channels: 3 | 4;
}

/** Opens decoded pixels. */
export function openPixels({ data, width, height, channels }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}
