/** The second reference: the same loop with the service's engine in it, which looks before it decodes. */
import { compressImage, type CompressOptions } from '#service/images/compress-image.js';
import { Deadline } from '#service/images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '#service/images/limits.js';
import { QUALITY, serveLoop } from './loop.ts';

const OPTIONS: CompressOptions = {
  format: 'webp',
  quality: QUALITY,
  maxWidth: null,
  maxHeight: null,
  metadata: 'strip',
  watermark: null,
};

serveLoop(async (bytes) => (await compressImage(bytes, OPTIONS, Deadline.in(IMAGE_TIME_LIMIT_MS))).bytes);
