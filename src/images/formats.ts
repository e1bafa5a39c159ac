/** Types that can be compressed, by the names the API uses. */
export type SourceFormat = 'jpg' | 'png' | 'webp' | 'avif' | 'gif' | 'tiff';

/** Types an image can be compressed to. The name is also the extension of the file. */
export const OUTPUT_FORMATS = ['webp', 'avif', 'jpg', 'png'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<OutputFormat, string>> = {
  webp: 'image/webp',
  avif: 'image/avif',
  jpg: 'image/jpeg',
  png: 'image/png',
};
