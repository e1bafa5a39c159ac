import type { Deadline } from './deadline.js';
import { CONTENT_TYPES, type OutputFormat } from './formats.js';
import { runPipeline } from './pipeline.js';
import type { CompressOptions } from './step.js';

export type { CompressOptions };

/** Size in bytes and pixels; width and height are as displayed, after orientation. */
export interface ImageFacts {
  bytes: number;
  format: string;
  width: number;
  height: number;
}

export interface CompressedImage {
  bytes: Buffer;
  contentType: string;
  extension: OutputFormat;
  in: ImageFacts;
  /** `quality` is what the encoder was given, `null` when the format is lossless. */
  out: ImageFacts & { quality: number | null };
}

/**
 * Makes the smaller copy of one image: upright, in sRGB, within the asked size, without metadata.
 * @throws UnusableImage with the reason when the image cannot be read, is over a limit or takes too long.
 */
export async function compressImage(
  source: Buffer,
  options: CompressOptions,
  deadline: Deadline,
): Promise<CompressedImage> {
  const { bytes, info, header } = await runPipeline(source, options, deadline);
  const { format } = options;
  return {
    bytes,
    contentType: CONTENT_TYPES[format],
    extension: format,
    in: { bytes: source.length, format: header.format, width: header.width, height: header.height },
    out: {
      bytes: bytes.length,
      format,
      width: info.width,
      height: info.height,
      quality: format === 'png' ? null : options.quality,
    },
  };
}
