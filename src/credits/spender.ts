import type { Actor } from '../common/http/callers.js';

/** Who lets work run that uses credits: a key or a person. Null for both: nobody knows. */
export interface Spender {
  keyId: string | null;
  personId: string | null;
}

export const NOBODY: Spender = { keyId: null, personId: null };

/** Only keys and people let work run. */
export function spenderOf({ kind, id }: Actor): Spender {
  return { keyId: kind === 'key' ? id : null, personId: kind === 'person' ? id : null };
}
