import { z } from 'zod';
import type { KeyRights } from '../common/http/callers.js';
import { SCOPES, type Scope } from '../common/http/scopes.js';
import { plainText } from '../common/http/validation.js';

/** `POST /api/keys` */
export const newKey = z.strictObject({
  name: plainText(100),
  scopes: z
    .array(z.enum(SCOPES))
    .min(1)
    .max(SCOPES.length)
    .default(['full'])
    .describe('What it may do: docs/security.md has the table'),
  expiresAt: z.iso
    .datetime({ offset: true })
    .nullish()
    .describe('null for never. Left out: never, or the end of the key that makes it'),
});
export type NewKey = z.infer<typeof newKey>;

export interface KeyView {
  id: string;
  name: string;
  /** `flx_live_a3b4c...f8e9` */
  masked: string;
  scopes: Scope[];
  expiresAt: string | null;
  createdAt: string;
  /** Right to a minute, as where from. */
  lastUsedAt: string | null;
  lastUsedFrom: string | null;
}

/** A key as it is answered once: only its hash is kept. */
export type MadeKey = Omit<KeyView, 'lastUsedAt' | 'lastUsedFrom'> & { key: string };

/** Each scope once, from the narrowest on; beside `full` the others say nothing. */
export function tidyScopes(given: readonly Scope[]): Scope[] {
  return given.includes('full') ? ['full'] : SCOPES.filter((scope) => given.includes(scope));
}

/** Whether something that lasts so long outlives a key. */
export function outlives(expiresAt: Date | null, { expiresAt: end }: KeyRights): boolean {
  return end !== null && (expiresAt === null || expiresAt > end);
}
