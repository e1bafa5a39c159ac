import type { Key } from '../../api/types';

type Scope = Key['scopes'][number];

/** What people choose from; most programs need the first. */
export const RIGHTS = {
  work: ['compress', 'batches'],
  compress: ['compress'],
  read: ['read'],
  full: ['full'],
} satisfies Record<string, Scope[]>;
export type Right = keyof typeof RIGHTS;

/** Days. */
export const LIFETIMES = ['30', '90', '365', 'never'] as const;
export type Lifetime = (typeof LIFETIMES)[number];

const DAY_MS = 86_400_000;
/** So long before its end a key is marked, as replacing one takes some days. */
const SOON_DAYS = 14;

export function endAfter(lifetime: Lifetime, now = Date.now()): string | null {
  return lifetime === 'never' ? null : new Date(now + Number(lifetime) * DAY_MS).toISOString();
}

export function endingOf({ expiresAt }: Pick<Key, 'expiresAt'>, now = Date.now()): 'never' | 'later' | 'soon' | 'over' {
  if (expiresAt === null) return 'never';
  const left = new Date(expiresAt).getTime() - now;
  if (left <= 0) return 'over';
  return left <= SOON_DAYS * DAY_MS ? 'soon' : 'later';
}
