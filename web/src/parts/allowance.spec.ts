import { barOf, leftOf } from './allowance';

describe('the bar of an allowance', () => {
  it.each([
    ['nothing used', { used: 0, held: 0, limit: 200 }, { spent: 0, held: 0, isOut: false }],
    ['a part held', { used: 100, held: 40, limit: 200 }, { spent: 30, held: 20, isOut: false }],
    ['all used', { used: 200, held: 0, limit: 200 }, { spent: 100, held: 0, isOut: true }],
    ['all used, half of it held', { used: 200, held: 100, limit: 200 }, { spent: 50, held: 50, isOut: true }],
    ['more used than a smaller plan gives', { used: 300, held: 0, limit: 200 }, { spent: 100, held: 0, isOut: true }],
    ['more used, partly held', { used: 250, held: 100, limit: 200 }, { spent: 75, held: 25, isOut: true }],
    ['nothing given', { used: 0, held: 0, limit: 0 }, { spent: 0, held: 0, isOut: false }],
    ['unlimited', { used: 500, held: 50, limit: null }, { spent: 0, held: 0, isOut: false }],
    ['a limit of any size', { used: 50_000, held: 0, limit: 200_000 }, { spent: 25, held: 0, isOut: false }],
    ['a part owed', { used: 50, held: 10, owed: 60, limit: 200 }, { spent: 50, held: 5, isOut: false }],
    ['more owed than given', { used: 0, held: 0, owed: 300, limit: 200 }, { spent: 100, held: 0, isOut: true }],
  ])('%s', (_, allowance, bar) => expect(barOf({ owed: 0, ...allowance })).toEqual(bar));
});

describe('what is left', () => {
  it('is never below nothing', () => {
    expect(leftOf({ used: 40, held: 0, owed: 0, limit: 200 })).toBe(160);
    expect(leftOf({ used: 40, held: 0, owed: 70, limit: 200 })).toBe(90);
    expect(leftOf({ used: 300, held: 0, owed: 0, limit: 200 })).toBe(0);
    expect(leftOf({ used: 300, held: 0, owed: 0, limit: null })).toBe(Infinity);
  });
});
