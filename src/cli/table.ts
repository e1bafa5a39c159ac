import { dim } from './paint.js';

/** A column of a table: its title and on which side its texts stand. */
export type Column = [title: string, side: 'left' | 'right'];

const GAP = '  ';

/** Rows under titles, every column as wide as its widest text. */
export function table(columns: Column[], rows: string[][]): string {
  const titles = columns.map(([title]) => title);
  const widths = titles.map((title, index) => Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (row: string[]) =>
    columns
      .map(([, side], index) => (side === 'left' ? padEnd : padStart)(row[index] ?? '', widths[index] ?? 0))
      .join(GAP)
      .trimEnd();
  return [dim(line(titles)), ...rows.map(line)].join('\n');
}

/** `1,234`, the same on every machine. */
export function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** `658 kB`, `6.1 MB` */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000))} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `62 %` */
export function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}

const padEnd = (text: string, width: number) => text.padEnd(width);
const padStart = (text: string, width: number) => text.padStart(width);
