import type { ImageFormat } from '../formats.js';

/** The qualities that may be chosen: the API's own range, without the top, where bytes buy next to nothing. */
const LOWEST_QUALITY = 40;
const HIGHEST_QUALITY = 95;

/** What one encode told: at this quality the copy was that similar. */
export interface Trial {
  quality: number;
  score: number;
}

/** The score that is wanted, and how far above it is good enough. */
export interface Aim {
  score: number;
  tolerance: number;
}

/** Encodes on the sample; the guesses are good, so more of them change the result by a point or so. */
const MAX_TRIALS = 3;

/** How much the error falls with one step of the encoder's own scale, in natural logarithms: the median of 48 photos. */
const USUAL_SLOPE: Readonly<Partial<Record<ImageFormat, number>>> = { webp: -0.027, jpg: -0.035, avif: -0.045 };

/**
 * The lowest quality whose copy reaches the aim, by trials that are interpolated.
 * @param measure encodes at a quality and answers the score
 */
export async function findQuality(
  format: ImageFormat,
  aim: Aim,
  guess: number,
  measure: (quality: number) => Promise<number>,
): Promise<number> {
  const trials: Trial[] = [];
  for (let quality = guess; ; quality = nextGuess(format, aim.score, trials)) {
    if (trials.length === MAX_TRIALS || trials.some((trial) => trial.quality === quality)) return quality;
    const score = await measure(quality);
    if (score >= aim.score && score < aim.score + aim.tolerance) return quality;
    trials.push({ quality, score });
  }
}

/** The quality at which a score is to be expected after these trials. */
export function nextGuess(format: ImageFormat, score: number, trials: readonly Trial[]): number {
  const below = trials.filter((trial) => trial.score < score).toSorted((a, b) => b.quality - a.quality)[0];
  const above = trials.filter((trial) => trial.score >= score).toSorted((a, b) => a.quality - b.quality)[0];
  const from = below ?? above;
  if (!from) throw new Error('At least one trial is needed');
  const { toScale, fromScale } = scaleOf(format);
  const usual = USUAL_SLOPE[format] ?? -0.03;
  const slope = below && above ? slopeBetween(toScale, below, above, usual) : usual;
  const expected = fromScale(toScale(from.quality) + (logError(score) - logError(from.score)) / slope);
  // Between the two that enclose it; rounded up, because one point less is too low.
  const low = below ? below.quality + 1 : LOWEST_QUALITY;
  const high = above ? above.quality : HIGHEST_QUALITY;
  return Math.min(high, Math.max(low, Math.ceil(expected)));
}

/**
 * WebP's quality is bent: a point above 75 does three times what a point below does (libwebp, QualityToCompression). On
 * this scale, where both do the same, guesses hit.
 */
function scaleOf(format: ImageFormat): { toScale(quality: number): number; fromScale(step: number): number } {
  if (format !== 'webp') return { toScale: (quality) => quality, fromScale: (step) => step };
  return {
    toScale: (quality) => (quality < 75 ? (quality * 2) / 3 : 2 * quality - 100),
    fromScale: (step) => (step < 50 ? (step * 3) / 2 : (step + 100) / 2),
  };
}

function slopeBetween(toScale: (quality: number) => number, a: Trial, b: Trial, usual: number): number {
  const slope = (logError(b.score) - logError(a.score)) / (toScale(b.quality) - toScale(a.quality));
  return slope < 0 ? slope : usual;
}

/** Errors shrink by about the same share with every step, so their logarithm is close to a line. */
function logError(score: number): number {
  return Math.log(Math.max(1 - score, 1e-4));
}
