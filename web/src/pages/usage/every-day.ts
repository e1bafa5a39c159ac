import type { UsageRow } from '../../api/types';

const DAY_MS = 86_400_000;

/** One row for each of the last days (UTC), the oldest first: the API leaves out those on which nothing was used. */
export function everyDay(rows: UsageRow[], days: number, now = Date.now()): UsageRow[] {
  const known = new Map(rows.map((row) => [row.day, row]));
  return Array.from({ length: days }, (_, place) => {
    const day = new Date(now - (days - 1 - place) * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? nothing(day);
  });
}

function nothing(day: string): UsageRow {
  const images = { succeeded: 0, failed: 0, unchanged: 0 };
  return { day, credits: { compression: 0, ai: 0 }, images, bytesSaved: 0 };
}

/** The first of the last days (UTC). */
export function firstDay(days: number, now = Date.now()): string {
  return new Date(now - (days - 1) * DAY_MS).toISOString().slice(0, 10);
}
