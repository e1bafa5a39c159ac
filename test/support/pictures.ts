import type { TestBucket } from './bucket.js';
import { makeJpeg } from './bucket.js';

/** So many pictures under a prefix, each of another colour, so that none is known from another. */
export async function putPictures(bucket: TestBucket, prefix: string, count: number): Promise<string[]> {
  const colourOf = (n: number) => `#${((n * 40_503 + prefix.length * 977) % 0xffffff).toString(16).padStart(6, '0')}`;
  const keys = Array.from({ length: count }, (_, n) => `${prefix}/${String(n).padStart(4, '0')}.jpg`);
  await Promise.all(keys.map(async (key, n) => bucket.put(key, await makeJpeg(96 + (n % 40), 64, colourOf(n + 1)))));
  return keys;
}
