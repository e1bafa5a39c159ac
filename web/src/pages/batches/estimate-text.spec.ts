import type { Estimate } from './estimate-text';

Object.assign(globalThis, { document: { documentElement: { lang: 'en' } } });
const { about, availableText, isEnough, rangeText } = await import('./estimate-text');

const range = (expected: number, low = expected, high = expected) => ({ expected, low, high });
type Need = Estimate['credits']['compression'];
const need = (needed: number, available: number | null): Need => ({ needed, available, expectedUse: range(needed) });

describe('an estimate', () => {
  it.each([
    ['exactly enough', need(10, 10), need(0, 0), true],
    ['one too few', need(10, 9), need(0, 0), false],
    ['too few for the AI', need(10, null), need(10, 9), false],
    ['unlimited', need(1_000_000, null), need(10, null), true],
  ])('%s', (_, compression, ai, enough) => expect(isEnough({ compression, ai })).toBe(enough));

  it('says "about" only when not every image was tried', () => {
    expect(about(range(1_400_000))).toBe('1.4 MB');
    expect(about(range(1_400_000, 1_000_000, 2_000_000))).toBe('≈ 1.4 MB');
  });

  it('gives a range, of which nothing is below zero', () => {
    expect(rangeText(range(1_000))).toBeUndefined();
    expect(rangeText(range(1_000, -500, 2_000))).toBe('between 0 B and 2 kB');
  });

  it('says what is available', () => {
    expect([availableText(0), availableText(1_200), availableText(null)]).toEqual([
      '0 available',
      '1,200 available',
      'unlimited available',
    ]);
  });
});
