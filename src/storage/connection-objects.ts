import { z } from 'zod';
import type { Bucket } from './bucket.js';

/** S3 gives no more at once. */
const COUNTED = 1_000;
const SAMPLES = 6;
const LINK_SECONDS = 300;
/** What browsers show, and not so large that six of them take long. */
const SHOWN = /\.(jpe?g|png|webp|avif|gif)$/i;
const SHOWN_BYTES = 8_000_000;

/** `GET /api/connections/:id/objects` */
export const objectsQuery = z.strictObject({ prefix: z.string().max(1_024).default('') });
export type ObjectsQuery = z.infer<typeof objectsQuery>;

const size = z.int().min(0);
/** What lies below a prefix, at one look. */
export const objectsResponse = z.object({
  count: size,
  bytes: size,
  more: z.boolean().describe(`There are more than the ${COUNTED} that were counted`),
  sample: z.array(z.object({ key: z.string(), bytes: size, url: z.string().describe('Holds for 5 minutes') })),
});
export type ObjectsResponse = z.infer<typeof objectsResponse>;

/** One page of a listing, for somebody who chooses a prefix: enough to see whether it is the right one. */
export async function lookBelow(bucket: Bucket, prefix: string): Promise<ObjectsResponse> {
  const objects = await bucket.list(prefix, null, COUNTED);
  const pictures = objects.filter(({ key, bytes }) => SHOWN.test(key) && bytes <= SHOWN_BYTES).slice(0, SAMPLES);
  return {
    count: objects.length,
    bytes: objects.reduce((sum, { bytes }) => sum + bytes, 0),
    more: objects.length === COUNTED,
    sample: await Promise.all(
      pictures.map(async ({ key, bytes }) => ({ key, bytes, url: await bucket.view(key, LINK_SECONDS) })),
    ),
  };
}
