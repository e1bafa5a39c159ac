import picomatch from 'picomatch';
import { LinearPattern } from './linear-pattern.js';

/** Extended globs are off; all else is as picomatch has it. */
const OPTIONS = { dot: true, noextglob: true, nonegate: true };
/** Stars of one glob, each in a row counted once: more are of no use, and each takes time with every character. */
const MAX_STARS = 16;

/** Why a glob cannot be used, or null. */
export function globProblem(glob: string): string | null {
  if ((glob.match(/\*+/g) ?? []).length > MAX_STARS) return `expected at most ${MAX_STARS} wildcards`;
  try {
    readGlob(glob);
    return null;
  } catch {
    // Unknown syntax, or a text that picomatch cannot read at all, such as an empty one.
    return 'expected a glob of * ** ? [abc] {a,b} and \\ before a literal character';
  }
}

/**
 * The globs of a source as one question about a key. Picomatch only reads them: its regular expressions can be made to run for
 * ever, so they are never run.
 */
export function keyFilter({ include, exclude }: { include?: string[]; exclude?: string[] }): (key: string) => boolean {
  const included = include ? anyOf(include) : () => true;
  const excluded = exclude ? anyOf(exclude) : () => false;
  return (key) => included(key) && !excluded(key);
}

function anyOf(globs: string[]): (key: string) => boolean {
  const patterns = globs.map((glob) => ({ glob, pattern: readGlob(glob) }));
  return (key) => key !== '' && patterns.some(({ glob, pattern }) => key === glob || pattern.matches(key));
}

function readGlob(glob: string): LinearPattern {
  return new LinearPattern(picomatch.makeRe(glob, OPTIONS).source);
}
