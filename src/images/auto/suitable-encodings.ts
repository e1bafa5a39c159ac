import { isLossy, type ImageFormat } from '../formats.js';
import type { ImageTask } from '../step.js';

/** A type to try; `lossless` for WebP without loss, the others are as they are. */
export interface Candidate {
  format: ImageFormat;
  lossless: boolean;
}

/** AVIF is encoded at 1.8 megapixels/s on a core; larger pictures would take over a second more than the others. */
const MAX_AVIF_PIXELS = 2_000_000;
/** PNG and WebP without loss: 2 to 6 megapixels/s, and worth it for drawings and screenshots, which are smaller than this. */
const MAX_LOSSLESS_PIXELS = 8_000_000;

/** The types worth trying for `auto`, or the one that was asked for. */
export function suitableEncodings({ header, options, size }: ImageTask): Candidate[] {
  if (options.format === 'keep') return [plain(header.format)];
  if (options.format !== 'auto') return [plain(options.format)];
  // Only WebP can say it smaller than a GIF does.
  if (header.frames > 1) return [plain('webp')];
  const pixels = size.width * size.height;
  const candidates = [plain('webp')];
  if (pixels <= MAX_AVIF_PIXELS) candidates.push(plain('avif'));
  if (isDrawn(header.format) && pixels <= MAX_LOSSLESS_PIXELS) {
    candidates.push({ format: 'webp', lossless: true }, plain('png'));
  }
  return candidates;
}

function plain(format: ImageFormat): Candidate {
  return { format, lossless: !isLossy(format) };
}

/** Photos rarely come without loss; what does is mostly drawn: few colours, sharp edges, flat areas. */
function isDrawn(format: ImageFormat): boolean {
  return format === 'png' || format === 'gif';
}

/**
 * AVIF's quality that looks like WebP's `quality`, for choosing between the two by size alone. Their scores (see
 * `similarity`) were the same at 40 and 40, 60 and 49, 75 and 55, 82 and 61.
 */
export function likeQuality(format: ImageFormat, quality: number): number {
  return format === 'avif' ? Math.round(40 + (quality - 40) / 2) : quality;
}
