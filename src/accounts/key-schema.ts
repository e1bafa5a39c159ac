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

/** `PATCH /api/keys/:id` */
const limit = z.int().min(0).max(Number.MAX_SAFE_INTEGER).nullable().optional();
export const keyChange = z.strictObject({
  budget: z
    .strictObject({ compression: limit.describe('null for no limit'), ai: limit })
    .nullable()
    .describe('What the key may use in a calendar month (UTC). What is left out stays; null ends the budget'),
});
export type KeyChange = z.infer<typeof keyChange>;

/** What a key may use in a calendar month (UTC), and what is used or held of it; a limit that is null is none. */
export interface BudgetView {
  compression: number | null;
  ai: number | null;
  used: { compression: number; ai: number };
  renewsAt: string;
}

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
  /** Null: the key may use whatever the account may. */
  budget: BudgetView | null;
}

/** A key as it is answered once: only its hash is kept. */
export type MadeKey = Omit<KeyView, 'lastUsedAt' | 'lastUsedFrom' | 'budget'> & { key: string };

/** A row of `key_budgets` as it is shown. What was taken in a month that is over does not count. */
export function budgetView({ compression, ai, month, compressionTaken, aiTaken }: BudgetRow, now: Date): BudgetView {
  const current = Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
  const isCurrent = month.getTime() >= current;
  const counted = isCurrent ? month : new Date(current);
  return {
    compression: compression === null ? null : Number(compression),
    ai: ai === null ? null : Number(ai),
    used: { compression: isCurrent ? Number(compressionTaken) : 0, ai: isCurrent ? Number(aiTaken) : 0 },
    renewsAt: new Date(Date.UTC(counted.getUTCFullYear(), counted.getUTCMonth() + 1)).toISOString(),
  };
}

interface BudgetRow {
  compression: bigint | null;
  ai: bigint | null;
  month: Date;
  compressionTaken: bigint;
  aiTaken: bigint;
}

/** Each scope once, from the narrowest on; beside `full` the others say nothing. */
export function tidyScopes(given: readonly Scope[]): Scope[] {
  return given.includes('full') ? ['full'] : SCOPES.filter((scope) => given.includes(scope));
}

/** Whether something that lasts so long outlives a key. */
export function outlives(expiresAt: Date | null, { expiresAt: end }: KeyRights): boolean {
  return end !== null && (expiresAt === null || expiresAt > end);
}
