import type { Metadata } from 'sharp';
import type { Deadline } from '../deadline.js';
import { readingImage } from '../decoder-errors.js';
import { openImage } from '../engine.js';
import { holdsAnimation, type ImageFormat } from '../formats.js';
import { MAX_SOURCE_BYTES } from '../limits.js';
import { UnusableImage } from '../unusable-image.js';

/** What the image says of itself before a pixel is decoded. */
export interface Header {
  format: ImageFormat;
  /** Pixels as displayed, after orientation. */
  width: number;
  height: number;
  /** Pictures of an animation; 1 for a still. Pages of a TIFF are no animation: the first is the picture. */
  frames: number;
  /** libvips' name of the colour space, such as `srgb`, `rgb16`, `cmyk`, `b-w`. */
  space: string;
  hasProfile: boolean;
  hasAlpha: boolean;
  exif: Buffer | undefined;
  xmp: Buffer | undefined;
  iptc: Buffer | undefined;
}

/**
 * Reads the header and holds it against the limits on bytes and pixels, so that a bomb is refused for the price of
 * its header (sharp's own pixel limit, set in `openImage`, speaks here).
 * @throws UnusableImage `too_large`, `too_many_pixels`, `unsupported_format` or `corrupt`
 */
export async function readHeader(source: Buffer, format: ImageFormat, deadline: Deadline): Promise<Header> {
  if (source.length > MAX_SOURCE_BYTES) throw new UnusableImage('too_large');
  const metadata = await readingImage(deadline, () => openImage(source).metadata());
  if (formatOf(metadata) !== format) throw new UnusableImage('unsupported_format');
  return {
    format,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    frames: holdsAnimation(format) ? (metadata.pages ?? 1) : 1,
    space: metadata.space,
    hasProfile: metadata.icc !== undefined,
    hasAlpha: metadata.hasAlpha,
    exif: metadata.exif,
    xmp: metadata.xmp,
    iptc: metadata.iptc,
  };
}

/** The decoder's opinion. It differs where a file's brand says AVIF and its pixels are HEVC. */
function formatOf(metadata: Metadata): string {
  if (metadata.format === 'jpeg') return 'jpg';
  if (metadata.format === 'heif' && metadata.compression === 'av1') return 'avif';
  return metadata.format;
}
