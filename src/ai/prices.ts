import type { OpenAiSettings } from '../config/settings.js';
import type { Tokens } from './description.js';

/** US dollars for a million tokens. */
interface Price {
  input: number;
  /** What the provider had read a moment before. */
  cachedInput: number;
  output: number;
}

/**
 * As published on https://openai.com/api/pricing in August 2025, for models that see pictures. The longest name that a
 * model's begins with counts, so `gpt-4.1-mini-2025-04-14` costs what `gpt-4.1-mini` does. OPENAI_INPUT_PRICE and
 * OPENAI_OUTPUT_PRICE take its place.
 */
const PRICES: Readonly<Record<string, Price>> = {
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
};

/** What requests of a file cost of what they cost one by one. */
const BATCH_SHARE = 0.5;
const NANODOLLARS = 1_000;

/** What tokens cost, in billionths of a US dollar; null when nobody knows the model's price. */
export function costOf(tokens: Tokens, delivery: 'direct' | 'batch', settings: OpenAiSettings): number | null {
  const price = priceOf(settings);
  if (!price) return null;
  const { input, cachedInput, output } = tokens;
  const dollars = (input - cachedInput) * price.input + cachedInput * price.cachedInput + output * price.output;
  return Math.round(dollars * NANODOLLARS * (delivery === 'batch' ? BATCH_SHARE : 1));
}

/** Whether replies of the model can be counted in dollars. */
export function isPriced(settings: OpenAiSettings): boolean {
  return priceOf(settings) !== undefined;
}

function priceOf({ model, inputPrice: input, outputPrice: output }: OpenAiSettings): Price | undefined {
  if (input !== undefined && output !== undefined) return { input, cachedInput: input, output };
  const named = Object.keys(PRICES).filter((name) => model === name || model.startsWith(`${name}-`));
  return PRICES[named.sort((a, b) => b.length - a.length)[0] ?? ''];
}
