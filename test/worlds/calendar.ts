/**
 * The model's own calendar, written from the rule and not from the SQL: period n starts at anchor + n months, on the
 * anchor's day or the month's last, at the anchor's time of day, in UTC.
 */
export function startOf(anchor: Date, n: number): Date {
  const month = anchor.getUTCMonth() + n;
  const lastDay = new Date(Date.UTC(anchor.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const midnight = Date.UTC(anchor.getUTCFullYear(), month, Math.min(anchor.getUTCDate(), lastDay));
  return new Date(midnight + (anchor.getTime() % DAY_MS));
}

/** The period that holds an instant: periods are half open. */
export function periodAt(anchor: Date, at: Date): number {
  let n = Math.floor((at.getTime() - anchor.getTime()) / (31 * DAY_MS));
  while (startOf(anchor, n + 1) <= at) n++;
  return n;
}

const DAY_MS = 86_400_000;
