import type { Place } from '../../parts/watermark-place';

/** What is asked for all images. */
export interface UploadOptions {
  format: 'webp' | 'avif' | 'jpg' | 'png';
  quality: number;
  maxWidth: string | number;
  maxHeight: string | number;
  altText: boolean;
  seoRename: boolean;
  watermark: File | null;
  place: Place;
}

export const NEW_OPTIONS: UploadOptions = {
  format: 'webp',
  quality: 82,
  maxWidth: '',
  maxHeight: '',
  altText: false,
  seoRename: false,
  watermark: null,
  place: { scale: 20, opacity: 100, position: 'BR' },
};

/** The options as fields of the form, without the watermark's own file. What is not asked for is left out. */
export function fieldsOf({ watermark, place, ...options }: UploadOptions): Record<string, string> {
  const asked = {
    ...options,
    ...(watermark && {
      watermarkScale: place.scale,
      watermarkOpacity: place.opacity,
      watermarkPosition: place.position,
    }),
  };
  return Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => value !== '' && value !== false)
      .map(([name, value]) => [name, String(value)]),
  );
}
