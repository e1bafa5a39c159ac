import type { Sql } from '../../database/database.service.js';
import type { Bucket } from '../../storage/bucket.js';
import type { Attempt, Outcome } from '../model/outcome.js';
import { setReplacement } from './outcome.sql.js';

/** Kept with a result that took its source's place, so that it is known for what it is. */
const MARK = 'fluxbatch-image';

/** An image whose result may take the place of its source. */
interface Replaced extends Attempt {
  key: string;
  replacement: Outcome | null;
}

/**
 * Notes the outcome of an image before its result takes the place of its source: if the process dies in
 * between, there is no source left to do it again from. Returns the marks to write the result with, or null when the claim is lost.
 */
export async function noteReplacement(sql: Sql, { id, attempts }: Attempt, outcome: Outcome) {
  const noted = await sql.run(setReplacement, [id, attempts, JSON.stringify(outcome), outcome.etag]);
  return noted.length > 0 ? { [MARK]: id } : null;
}

/** The outcome an earlier attempt noted, when its result is in place; else null, and the source is still there. */
export async function finishedReplacement(
  source: Bucket,
  { id, key, replacement }: Replaced,
  signal: AbortSignal,
): Promise<Outcome | null> {
  if (!replacement) return null;
  const object = await source.head(key, signal);
  return object?.marks[MARK] === id ? replacement : null;
}
