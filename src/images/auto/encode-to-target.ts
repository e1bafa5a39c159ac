import { openImage, type Pixels } from '../engine.js';
import type { ImageFormat } from '../formats.js';
import { encodePixels, readPixels, renderFile, renderPixels, type EncodedFile } from '../pipeline.js';
import type { ImageTask } from '../step.js';
import { findQuality, nextGuess, type Aim, type Trial } from './find-quality.js';
import { sampleTiles } from './sample-tiles.js';
import { similarity } from './similarity.js';

/**
 * What "looks the same" means here. Of 142 photos fixed quality 82 in WebP, the default, gave half a score above 0.973 and the
 * worst 0.924: this holds for every one, and is far below what 82 spends on most.
 */
export const TARGET_SIMILARITY = 0.945;
/** Aimed at, so that the whole picture mostly holds the target at once where its sample does. */
const AIM: Aim = { score: TARGET_SIMILARITY + 0.002, tolerance: 0.004 };

/** Where the search begins: the quality that came closest to the aim for most photos. */
const FIRST_GUESS: Readonly<Partial<Record<ImageFormat, number>>> = { webp: 72, jpg: 75, avif: 53 };

/** Encodes at full size. The sample's answer mostly holds; what it missed is mended once or twice. */
const MAX_FULL_ENCODES = 3;
/** The whole picture may be this much better than asked before a lower quality is worth another encode. */
const TOO_GOOD = 0.012;

/** A file with the score it reached. */
interface Scored {
  file: EncodedFile;
  score: number;
}

/**
 * Writes the file at the lowest quality that keeps the picture's look: found on a sample, verified on the whole picture
 * (of an animation on its first frame).
 * @throws UnusableImage
 */
export async function encodeToTarget(task: ImageTask, format: ImageFormat): Promise<EncodedFile> {
  const original = await renderPixels(task, { format, quality: null });
  const sample = sampleTiles(original);
  const found = await findQuality(format, AIM, FIRST_GUESS[format] ?? 75, async (quality) =>
    score(task, sample, await encodePixels(task, sample, { format, quality, toTarget: true })),
  );
  return encodeWhole(task, format, original, found);
}

async function encodeWhole(task: ImageTask, format: ImageFormat, original: Pixels, found: number) {
  const trials: Trial[] = [];
  let best: Scored | null = null;
  for (let quality = found; ; quality = nextGuess(format, AIM.score, trials)) {
    if (trials.some((trial) => trial.quality === quality)) break;
    const began = performance.now();
    const file = await renderFile(task, { format, quality, toTarget: true });
    const scored = { file, score: await score(task, original, file.bytes) };
    best = best ? better(best, scored) : scored;
    trials.push({ quality, score: scored.score });
    const settled = scored.score >= TARGET_SIMILARITY && scored.score < TARGET_SIMILARITY + TOO_GOOD;
    const timeForMore = task.deadline.leaves(2 * (performance.now() - began));
    if (settled || trials.length === MAX_FULL_ENCODES || !timeForMore) break;
  }
  if (!best) throw new Error('The first quality is always tried');
  return best.file;
}

async function score(task: ImageTask, original: Pixels, file: Buffer): Promise<number> {
  return similarity(original, await readPixels(openImage(file), task));
}

/** The smaller of those that look the same; before that the one that comes closer. */
function better(a: Scored, b: Scored): Scored {
  const [aHolds, bHolds] = [a, b].map(({ score }) => score >= TARGET_SIMILARITY);
  if (aHolds && bHolds) return a.file.bytes.length <= b.file.bytes.length ? a : b;
  return a.score >= b.score ? a : b;
}
