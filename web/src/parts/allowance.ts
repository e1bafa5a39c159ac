import type { Usage } from '../api/types';

export interface Allowance {
  used: number;
  /** The part of `used` that running batches hold. */
  held: number;
  /** Used beyond earlier allowances; this one pays it first. */
  owed: number;
  /** null: unlimited */
  limit: number | null;
}

export function compressionsOf(usage: Usage): Allowance {
  return {
    used: usage.compressor_used,
    held: usage.compressor_reserved,
    owed: usage.compressor_owed,
    limit: usage.compressor_unlimited ? null : usage.compressor_limit,
  };
}

export function aiCreditsOf(usage: Usage): Allowance {
  return {
    used: usage.ia_credits_used,
    held: usage.ia_credits_reserved,
    owed: usage.ia_credits_owed,
    limit: usage.ia_credits_unlimited ? null : usage.ia_credits_monthly,
  };
}

/** An allowance as a bar shows it: two parts of it in percent, together never more than 100. What is owed is spent. */
export function barOf({ used, held, owed, limit }: Allowance): { spent: number; held: number; isOut: boolean } {
  if (limit === null || limit <= 0) return { spent: 0, held: 0, isOut: false };
  const percent = (part: number) => Math.max(0, (part / limit) * 100);
  const spent = Math.min(100, percent(owed + used - held));
  return { spent, held: Math.min(100 - spent, percent(held)), isOut: owed + used >= limit };
}

/** Never below 0: a smaller plan may begin with more used than it gives. */
export function leftOf({ used, owed, limit }: Allowance): number {
  return limit === null ? Infinity : Math.max(0, limit - owed - used);
}
