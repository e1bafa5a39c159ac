/** The service's word for "unlimited". */
export const UNLIMITED = 99_999;

export interface Allowance {
  used: number;
  /** The part of `used` that running batches hold. */
  held: number;
  limit: number;
}

/** An allowance as a bar shows it: two parts of it in percent, together never more than 100. */
export function barOf({ used, held, limit }: Allowance): { spent: number; held: number; isOut: boolean } {
  if (limit === UNLIMITED || limit <= 0) return { spent: 0, held: 0, isOut: false };
  const percent = (part: number) => Math.max(0, (part / limit) * 100);
  const spent = Math.min(100, percent(used - held));
  return { spent, held: Math.min(100 - spent, percent(held)), isOut: used >= limit };
}

/** Never below 0: a smaller plan may begin with more used than it gives. */
export function leftOf({ used, limit }: Allowance): number {
  return limit === UNLIMITED ? Infinity : Math.max(0, limit - used);
}
