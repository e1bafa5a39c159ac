import type { Actor } from '../common/http/callers.js';

/** Who did it, as entries of the ledger say it. */
export function nameOf({ kind, id }: Actor): string {
  return id === null ? kind : `${kind} ${id}`;
}
