/** The instant `n` months after the anchor, clamped to the month's end, in UTC. Seconds. */
export function monthsAfter(anchor: number, n: number): number {
  const date = new Date(anchor * 1000);
  const first = new Date(date);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + n);
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return first.getTime() / 1000;
}

/** The first boundary after `at` of intervals of so many months, counted from the anchor. */
export function boundaryAfter(anchor: number, at: number, months: number): number {
  let n = 0;
  while (monthsAfter(anchor, n * months) <= at) n += 1;
  return monthsAfter(anchor, n * months);
}
