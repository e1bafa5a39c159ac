import { sha256 } from '../../common/crypto.js';
import type { Bucket } from '../../storage/bucket.js';
import type { KeptRequest } from '../admission/batch-request.js';
import type { ClaimedImage } from './claimed-image.js';

/** Kept with every result: the version of the source it was made of, a hash of all that was asked for, and when. */
const SOURCE = 'fluxbatch-source';
const OPTIONS = 'fluxbatch-options';
const MADE_AT = 'fluxbatch-made-at';
/** Goes up when the same request makes other results than before. */
const ENGINE = 1;
/** A look that takes longer is not worth waiting for. */
const LOOK_LIMIT_MS = 10_000;

/** The marks to write a result with, so that the next run knows it. */
export function resultMarks(request: KeptRequest, etag: string): Record<string, string> {
  return { [SOURCE]: unquoted(etag), [OPTIONS]: optionsHash(request), [MADE_AT]: new Date().toISOString() };
}

type Looked = Pick<ClaimedImage, 'attempts' | 'key' | 'etag' | 'target_key' | 'request' | 'submitted_at'>;

/**
 * The ETag of the source when the result of this very version with these very options was in place before the batch was
 * submitted; else null. Of batches that run side by side each does, and pays for, what it was asked for.
 * The source's bytes are not read. Only the first attempt asks: a later one may find what an earlier one wrote before it
 * died, and that is to be paid for. Targets that depend on the result cannot be looked for.
 */
export async function unchangedSince(image: Looked, source: Bucket, destination: Bucket): Promise<string | null> {
  const { attempts, target_key: target, request, submitted_at: submittedAt } = image;
  if (attempts > 1 || target === null) return null;
  const result = await look(destination, target);
  if (result?.marks[OPTIONS] !== optionsHash(request)) return null;
  if (!(Date.parse(result.marks[MADE_AT] ?? '') < submittedAt.getTime())) return null;
  // A result in the place of its source: what was asked for has been done to it.
  if (request.destination.overwrite && target === image.key) return result.etag;
  const etag = image.etag ?? (await look(source, image.key))?.etag;
  return etag && unquoted(etag) === result.marks[SOURCE] ? etag : null;
}

/** No answer is as good as no result: the image is then done again. */
async function look(bucket: Bucket, key: string) {
  return bucket.head(key, AbortSignal.timeout(LOOK_LIMIT_MS)).catch(() => null);
}

function optionsHash({ compress, watermark, ai, destination }: KeptRequest): string {
  // How the answers came makes no difference to them.
  const { delivery: _, ...described } = ai ?? {};
  const asked = [ENGINE, compress, watermark, ai && described, destination.cacheControl ?? null];
  return sha256(JSON.stringify(asked)).slice(0, 32);
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}
