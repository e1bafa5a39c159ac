const MOST = 10;

/** One to ten whole percents, as people write them down; null when it is anything else. */
export function percentsOf(typed: string): number[] | null {
  const parts = typed.split(/[\s,;%]+/).filter((part) => part !== '');
  const percents = [...new Set(parts.map(Number))];
  const areRight = percents.every((percent) => Number.isInteger(percent) && percent >= 1 && percent <= 100);
  if (!areRight || percents.length === 0 || percents.length > MOST) return null;
  return percents.toSorted((a, b) => a - b);
}
