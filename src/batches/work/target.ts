import { randomInt } from 'node:crypto';
import type { Description } from '../../ai/description.js';
import { isUniqueViolation, type Sql } from '../../database/database.service.js';
import type { CompressedImage } from '../../images/compress-image.js';
import type { Bucket, ObjectHead } from '../../storage/bucket.js';
import { numberedTarget, withOrdinal, type TargetFacts } from '../model/target-key.js';
import { chooseTarget } from './claim.sql.js';
import { LostClaim, type ClaimedImage } from '../model/claimed-image.js';
import { isMadeOf } from '../results/object-marks.js';
import { look, unchangedSince } from '../results/unchanged.js';
import type { Outcome } from '../model/outcome.js';

/** The first collisions of a name get sequential numbers, later ones random numbers: each try costs a HEAD. */
const NUMBERED = 20;
const MANY = 1_000_000;

/** The buckets of an image. */
export interface ImageBuckets {
  source: Bucket;
  destination: Bucket;
}

/** Where an image's result goes, as far as that is known without it, and how the image ends when the result is there. */
export interface FoundTarget {
  /** Null: chosen with the result. */
  target: string | null;
  unchanged: Outcome | null;
}

/**
 * Looks at what lies where the result is to go. The result of another source is not overwritten, whichever batch made it: the
 * next number is taken. Only the first attempt may find the result there: a later one may see what an earlier one wrote
 * before it died, and that is to be paid for. @throws LostClaim
 */
export async function findTarget(sql: Sql, image: ClaimedImage, buckets: ImageBuckets): Promise<FoundTarget> {
  // An uploaded file has a folder of its own, and is new.
  if (image.source_connection_id === null) return { target: image.target_key, unchanged: null };
  if (image.target_key === null) return { target: null, unchanged: await unchangedEarlier(sql, image, buckets) };
  const description = { altText: image.alt_text, seoName: image.seo_name };
  for (let ordinal = 1; ; ordinal = nextOrdinal(ordinal)) {
    const target = withOrdinal(image.target_key, ordinal);
    if (ordinal > 1 && !(await choose(sql, image, target, description))) continue;
    const found = await look(buckets.destination, target);
    const etag = image.attempts === 1 ? await unchangedSince(image, target, found, buckets.source) : null;
    if (etag) return { target, unchanged: unchangedOutcome(etag) };
    if (!found || isOwn(image, target, found, buckets) !== false) return { target, unchanged: null };
  }
}

/**
 * Where the result goes: the place found before, or one rendered from the result that no other image of the batch has and
 * where nothing lies but an earlier result of the same source. @throws LostClaim
 */
export async function resultTarget(
  sql: Sql,
  image: ClaimedImage,
  { bytes, extension, out }: CompressedImage,
  ai: Description,
  buckets: ImageBuckets,
): Promise<string> {
  const facts: TargetFacts = { seoName: ai.seoName, width: out.width, height: out.height, bytes };
  const isUploaded = image.source_connection_id === null;
  for (let ordinal = 1; ; ordinal = nextOrdinal(ordinal)) {
    const target = numberedTarget(image.request.destination.key, image.key, extension, facts, ordinal);
    if (!(await choose(sql, image, target, ai))) continue;
    const found = isUploaded ? null : await look(buckets.destination, target);
    if (!found || isOwn(image, target, found, buckets)) return target;
  }
}

/** How the image ends when a batch before left its result, and what was said of it, at a place that it chose. */
async function unchangedEarlier(sql: Sql, image: ClaimedImage, buckets: ImageBuckets): Promise<Outcome | null> {
  const { earlier } = image;
  if (!earlier) return null;
  const found = await look(buckets.destination, earlier.target);
  const etag = await unchangedSince(image, earlier.target, found, buckets.source);
  if (!etag || !(await choose(sql, image, earlier.target, earlier))) return null;
  return { ...unchangedOutcome(etag), altText: earlier.altText, seoName: earlier.seoName };
}

function unchangedOutcome(etag: string): Outcome {
  return { status: 'skipped', reason: 'unchanged', etag };
}

/** Whether what was found was made of the image's source; null when nothing says what it is. */
function isOwn(image: ClaimedImage, target: string, found: ObjectHead, { source, destination }: ImageBuckets) {
  if (image.request.destination.overwrite && target === image.key) return true;
  // A result that was worked on in its place is still the result it was.
  return isMadeOf(found.marks, destination, target) || isMadeOf(found.marks, source, image.key);
}

/** False: another image of the batch has that target, or it is a source. @throws LostClaim */
async function choose(sql: Sql, image: ClaimedImage, target: string, { altText, seoName }: Named): Promise<boolean> {
  const { overwrite = false } = image.request.destination;
  try {
    const values = [image.id, image.attempts, target, altText, seoName, overwrite];
    const [row] = await sql.run<{ target_key: string | null }>(chooseTarget, values);
    if (!row) throw new LostClaim();
    return row.target_key !== null;
  } catch (error) {
    if (isUniqueViolation(error, 'images_one_target')) return false;
    throw error;
  }
}

type Named = Pick<Description, 'altText' | 'seoName'>;

function nextOrdinal(ordinal: number): number {
  return ordinal < NUMBERED ? ordinal + 1 : NUMBERED + randomInt(1, MANY);
}
