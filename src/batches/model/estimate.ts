import type { Outcome } from './outcome.js';

/** A figure with the range that holds the truth 19 times out of 20. */
export interface Range {
  expected: number;
  low: number;
  high: number;
}

/** What became of the sampled images, had the batch been run. */
export interface Sample {
  images: number;
  succeeded: number;
  /** Counts by reason. */
  skipped: Record<string, number>;
  failed: Record<string, number>;
}

/** What a dry run tells. */
export interface Estimate {
  images: number;
  /** By what the keys end with, lower case; `""` for none. The twenty most frequent, the others under `other`. */
  byExtension: Record<string, number>;
  sample: Sample;
  /** Of the whole batch, from the sample. */
  bytes: { in: Range; saved: Range };
  credits: { compression: CreditNeed; ai: CreditNeed };
  at: string;
}

/** `needed` is reserved at the start; what is skipped or fails comes back. `available` is `null` when unlimited. */
export interface CreditNeed {
  needed: number;
  available: number | null;
  expectedUse: Range;
}

const EXTENSIONS_SHOWN = 20;
/** Student's t for 95 % at 19 degrees of freedom; smaller samples are of batches that are hardly larger. */
const T_95 = 2.09;

/** What the sample says of all `images`. */
export function estimateFrom(
  images: number,
  outcomes: readonly Outcome[],
  withAi: boolean,
): Pick<Estimate, 'sample' | 'bytes'> & { uses: { compression: Range; ai: Range } } {
  const done = outcomes.map(({ status }) => (status === 'succeeded' ? 1 : 0));
  const described = outcomes.map(({ status, reason }) => (status === 'succeeded' || reason === 'not_smaller' ? 1 : 0));
  return {
    sample: sampleOf(outcomes),
    bytes: {
      in: rangeOf(
        images,
        outcomes.map((outcome) => outcome.in?.bytes ?? 0),
      ),
      saved: rangeOf(images, outcomes.map(savedBytes)),
    },
    uses: { compression: rangeOf(images, done), ai: rangeOf(withAi ? images : 0, described) },
  };
}

/** Counts of the most frequent endings; what is rarer is summed up. */
export function mostFrequent(counts: ReadonlyMap<string, number>): Record<string, number> {
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(EXTENSIONS_SHOWN).reduce((sum, [, count]) => sum + count, 0);
  return { ...Object.fromEntries(sorted.slice(0, EXTENSIONS_SHOWN)), ...(rest > 0 && { other: rest }) };
}

function savedBytes({ status, in: source, out }: Outcome): number {
  return status === 'succeeded' ? (source?.bytes ?? 0) - (out?.bytes ?? 0) : 0;
}

function sampleOf(outcomes: readonly Outcome[]): Sample {
  const sample: Sample = { images: outcomes.length, succeeded: 0, skipped: {}, failed: {} };
  for (const { status, reason } of outcomes) {
    if (status === 'succeeded') sample.succeeded += 1;
    else {
      const counts = status === 'skipped' ? sample.skipped : sample.failed;
      counts[reason ?? ''] = (counts[reason ?? ''] ?? 0) + 1;
    }
  }
  return sample;
}

/** The sum over all, when these are the values of a random sample: exact once the sample is all there is. */
function rangeOf(images: number, values: number[]): Range {
  const count = values.length;
  if (count === 0 || images === 0) return { expected: 0, low: 0, high: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count - 1);
  const unseen = Math.max(0, 1 - count / images);
  const margin = T_95 * Math.sqrt((variance / count) * unseen) * images;
  const expected = mean * images;
  return { expected: Math.round(expected), low: Math.round(expected - margin), high: Math.round(expected + margin) };
}
