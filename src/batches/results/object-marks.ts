import { sha256 } from '../../common/crypto.js';
import type { Bucket } from '../../storage/bucket.js';
import type { KeptRequest } from '../model/batch-request.js';

/** Kept with every result: which object it was made of. */
const OF = 'fluxbatch-of';
/** And with a whole one: the version of that object, a hash of all that was asked for, and when it was made. */
const SOURCE = 'fluxbatch-source';
const OPTIONS = 'fluxbatch-options';
const MADE_AT = 'fluxbatch-made-at';
/** Goes up when the same request makes other results than before. */
const ENGINE = 1;
/** Of a hash, in hexadecimal digits. */
const HASH_LENGTH = 32;

export type Marks = Record<string, string>;

/** What a result is known by; without more, the next run is to do it again. */
export function originMark(source: Bucket, key: string): Marks {
  return { [OF]: originHash(source, key) };
}

/** What the next run knows a result by that has all that was asked for. `madeAt` is a time of the database, as that of a batch's submission is. */
export function versionMarks(request: KeptRequest, etag: string, madeAt: Date): Marks {
  return { [SOURCE]: unquoted(etag), [OPTIONS]: optionsHash(request), [MADE_AT]: madeAt.toISOString() };
}

/** Whether a result was made with these very options before that time. */
export function isMadeAs(marks: Marks, request: KeptRequest, before: Date): boolean {
  return marks[OPTIONS] === optionsHash(request) && Date.parse(marks[MADE_AT] ?? '') < before.getTime();
}

export function isMadeOfVersion(marks: Marks, etag: string): boolean {
  return marks[SOURCE] === unquoted(etag);
}

/** Whether a result was made of that object; null when nothing says so, because no result lies there. */
export function isMadeOf(marks: Marks, source: Bucket, key: string): boolean | null {
  return marks[OF] === undefined ? null : marks[OF] === originHash(source, key);
}

function originHash(source: Bucket, key: string): string {
  return sha256(JSON.stringify([source.name, key])).slice(0, HASH_LENGTH);
}

function optionsHash({ compress, watermark, ai, destination }: KeptRequest): string {
  // How the answers came makes no difference to them.
  const { delivery: _, ...described } = ai ?? {};
  const asked = [ENGINE, compress, watermark, ai && described, destination.cacheControl ?? null];
  return sha256(JSON.stringify(asked)).slice(0, HASH_LENGTH);
}

function unquoted(etag: string): string {
  return etag.replace(/^"|"$/g, '');
}
