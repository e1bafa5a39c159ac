import { costOf } from './prices.js';

describe('costOf', () => {
  const tokens = { input: 1_000_000, cachedInput: 0, output: 100_000 };
  const dollars = 1e9;

  it.each([
    ['gpt-4.1-mini', 'direct', 0.4 + 0.16],
    ['gpt-4.1-mini-2025-04-14', 'direct', 0.4 + 0.16],
    ['gpt-4.1', 'direct', 2 + 0.8],
    ['gpt-4.1-mini', 'batch', 0.2 + 0.08],
  ] as const)('%s, %s: %d dollars', (model, delivery, cost) => {
    expect(costOf(tokens, delivery, { apiKey: 'k', model })).toBe(cost * dollars);
  });

  it('charges less for what the provider had read before', () => {
    expect(costOf({ ...tokens, cachedInput: 500_000 }, 'direct', { apiKey: 'k', model: 'gpt-4.1-mini' })).toBeCloseTo(
      (0.2 + 0.05 + 0.16) * dollars,
    );
  });

  it('takes the prices that were set, and knows none of other models', () => {
    const own = { apiKey: 'k', model: 'llava' };
    expect(costOf(tokens, 'direct', { ...own, inputPrice: 1, outputPrice: 2 })).toBe(1.2 * dollars);
    expect(costOf(tokens, 'direct', own)).toBeNull();
    expect(costOf(tokens, 'direct', { apiKey: 'k', model: 'gpt-4.15' })).toBeNull();
  });
});
