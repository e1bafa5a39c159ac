import { readFileSync } from 'node:fs';
import { words } from '.';
import { counted } from './common';

/** The first word in backticks of every row of a table whose head has `column`. */
function documented(page: string, column: string): string[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  const tables = text.split('\n\n').filter((block) => block.split('\n')[0]?.includes(`| ${column} |`));
  const cells = tables.flatMap((table) => {
    const [head = '', , ...rows] = table
      .trim()
      .split('\n')
      .map((row) => row.split('|').map((cell) => cell.trim()));
    return rows.map((row) => row[head.indexOf(column)] ?? '');
  });
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

describe('words', () => {
  it('say what every error of the API means', () => {
    const codes = documented('errors.md', 'code');
    expect(codes).toContain('rate_limited');
    expect(codes.filter((code) => !words.errors[code])).toEqual([]);
  });

  it('say why an image ended, for every reason and no other', () => {
    expect(Object.keys(words.reasons).sort()).toEqual(documented('errors.md', 'reason').sort());
  });

  it('name every act of the security log and no other', () => {
    expect(Object.keys(words.account.acts).sort()).toEqual(documented('security.md', 'act').sort());
  });

  it('count one and many', () => {
    expect([0, 1, 2, 1_000].map((count) => counted(count, 'image', 'images'))).toEqual([
      '0 images',
      '1 image',
      '2 images',
      '1,000 images',
    ]);
  });

  it('say when a period ends', () => {
    expect(words.home.resets(0, 'Dec 1')).toBe('Resets today');
    expect(words.home.resets(1, 'Dec 1')).toBe('Resets in 1 day, on Dec 1');
    expect(words.home.resets(12, 'Dec 1')).toBe('Resets in 12 days, on Dec 1');
  });

  it('say what was found in a bucket', () => {
    const { found } = words.batches.wizard;
    expect(found('1', false, '3 kB')).toBe('1 object, 3 kB.');
    expect(found('0', false, '0 B')).toBe('0 objects, 0 B.');
    expect(found('10,000', true, '2 GB')).toBe('More than 10,000 objects; the first 10,000 have 2 GB.');
  });
});
