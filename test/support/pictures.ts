import { createHash } from 'node:crypto';
import type { TestBucket } from './bucket.js';
import { makeJpeg } from './bucket.js';

/** So many pictures under a prefix, each of another colour, so that none is known from another. */
export async function putPictures(bucket: TestBucket, prefix: string, count: number): Promise<string[]> {
  const colourOf = (key: string) => `#${createHash('sha256').update(key).digest('hex').slice(0, 6)}`;
  const keys = Array.from({ length: count }, (_, n) => `${prefix}/${String(n).padStart(4, '0')}.jpg`);
  await Promise.all(keys.map(async (key, n) => bucket.put(key, await makeJpeg(96 + (n % 40), 64, colourOf(key)))));
  return keys;
}
