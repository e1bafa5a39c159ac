/** Largest source file that is read into memory, in bytes. Storage refuses a larger object before reading it. */
export const MAX_SOURCE_BYTES = 100 * 1024 * 1024;

/** Largest source picture, in pixels (width x height), judged by its header. Decoded it is 300 to 800 MB. */
export const MAX_PIXELS = 100_000_000;

/**
 * Time one image may take from its first step to its last, in milliseconds. The largest allowed picture, 100
 * megapixels, alone on a core took 7 s as JPEG or PNG, 32 s as WebP and 45 s as AVIF.
 */
export const IMAGE_TIME_LIMIT_MS = 60_000;
