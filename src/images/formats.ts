/** Types that are read, by the names the API uses; each can be written too. */
export type ImageFormat = 'jpg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff';

/** Types an image can be compressed to on demand. The name is also the extension of the file. */
export const OUTPUT_FORMATS = ['webp', 'avif', 'jpg', 'png'] as const satisfies ImageFormat[];
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<ImageFormat, string>> = {
  webp: 'image/webp',
  avif: 'image/avif',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  tiff: 'image/tiff',
};

/** Types that are written animated; AVIF could be, but libvips writes one picture only. */
export function holdsAnimation(format: ImageFormat): boolean {
  return format === 'webp' || format === 'gif';
}

/** Types with a quality to choose; the others keep every pixel (GIF within its 256 colours). */
export function isLossy(format: ImageFormat): boolean {
  return format === 'webp' || format === 'avif' || format === 'jpg';
}
