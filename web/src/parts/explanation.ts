import { asFailure } from '../api/failure';
import { words } from '../words';

export interface Explanation {
  title: string;
  text?: string;
  /** What the service said itself: of each field that is wrong, or in a sentence that ours does not have. */
  said: string[];
}

/** What went wrong, in the reader's words. */
export function explain(error: unknown): Explanation {
  const failure = asFailure(error);
  const { title, text: general } = words.errors[failure.code] ?? words.errors.unknown;
  const text = (failure.code === 'forbidden' && words.requirements[String(failure.details.requires)]) || general;
  const said = Object.entries(failure.fields).map(([path, problem]) => `${path}: ${problem}`);
  if (said.length === 0 && failure.message && failure.message !== title) said.push(failure.message);
  const { available, required } = failure.details;
  if (typeof available === 'number' && typeof required === 'number') {
    said.push(words.common.creditsShort(available, required));
  }
  return { title, text, said };
}
