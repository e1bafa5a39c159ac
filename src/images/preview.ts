import { compressImage, type CompressOptions } from './compress-image.js';
import type { Deadline } from './deadline.js';

/**
 * 512 pixels is all a vision model looks at in its low-detail mode; more would only cost bytes and tokens.
 * A JPEG this small is read at an eighth to a half of its size by the decoder, so a preview is cheap to make.
 */
const PREVIEW: CompressOptions = {
  format: 'jpg',
  quality: 80,
  maxWidth: 512,
  maxHeight: 512,
  metadata: 'strip',
  watermark: null,
};

/**
 * A small upright JPEG of the image, on white where it is transparent, to show to a vision model.
 * @throws UnusableImage
 */
export async function makePreview(source: Buffer, deadline: Deadline): Promise<{ bytes: Buffer; contentType: string }> {
  const { bytes, contentType } = await compressImage(source, PREVIEW, deadline);
  return { bytes, contentType };
}
