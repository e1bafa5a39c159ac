import type { Bucket, ObjectHead } from '../../storage/bucket.js';
import type { ClaimedImage } from '../model/claimed-image.js';
import { isMadeAs, isMadeOfVersion } from './object-marks.js';

/** A look that takes longer is not worth waiting for. */
const LOOK_LIMIT_MS = 10_000;

type Looked = Pick<ClaimedImage, 'key' | 'etag' | 'request' | 'submitted_at'>;

/** What lies at a key, or null. No answer is as good as no object: the image is then done again. */
export async function look(bucket: Bucket, key: string): Promise<ObjectHead | null> {
  return bucket.head(key, AbortSignal.timeout(LOOK_LIMIT_MS)).catch(() => null);
}

/**
 * The ETag of the source when what was found at a target is the result of this very version with these very options, in
 * place before the batch was submitted; else null. Of batches that run side by side each does, and pays for, what it was
 * asked for. The source's bytes are not read.
 */
export async function unchangedSince(
  image: Looked,
  target: string,
  found: ObjectHead | null,
  source: Bucket,
): Promise<string | null> {
  const { request, submitted_at: submittedAt } = image;
  if (!found || !isMadeAs(found.marks, request, submittedAt)) return null;
  // A result in the place of its source: what was asked for has been done to it.
  if (request.destination.overwrite && target === image.key) return found.etag;
  const etag = image.etag ?? (await look(source, image.key))?.etag;
  return etag && isMadeOfVersion(found.marks, etag) ? etag : null;
}
