import { similarity } from '#service/images/auto/similarity.js';
import { compressImage, type CompressOptions } from '#service/images/compress-image.js';
import { Deadline } from '#service/images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '#service/images/limits.js';
import { PLAIN } from './overhead.ts';
import { seen, type SourceFile } from './seen.ts';

/** All photos at one setting. */
export interface QualityFigures {
  setting: string;
  photos: number;
  megabytes: number;
  seconds: number;
  worstScore: number;
  medianScore: number;
}

const SETTINGS: [string, CompressOptions['format'], CompressOptions['quality']][] = [
  ['webp 82', 'webp', 82],
  ['webp auto', 'webp', 'auto'],
  ['jpg 82', 'jpg', 82],
  ['jpg auto', 'jpg', 'auto'],
];

/** Fixed quality beside `auto`, photo by photo. */
export async function compareQualities(photos: SourceFile[]): Promise<QualityFigures[]> {
  const rows = SETTINGS.map(([setting]) => ({ setting, bytes: 0, ms: 0, scores: [] as number[] }));
  for (const { bytes } of photos) {
    const original = await seen(bytes);
    if (!original) continue;
    for (const [index, [, format, quality]] of SETTINGS.entries()) {
      const began = performance.now();
      const options = { ...PLAIN, format, quality };
      const result = await compressImage(bytes, options, Deadline.in(IMAGE_TIME_LIMIT_MS)).catch(() => null);
      const row = rows[index];
      const copy = result && (await seen(result.bytes));
      if (!row || !result || !copy) continue;
      row.ms += performance.now() - began;
      row.bytes += result.bytes.length;
      row.scores.push(similarity(original, copy));
    }
  }
  return rows.map(({ setting, bytes, ms, scores }) => {
    const sorted = scores.sort((a, b) => a - b);
    return {
      setting,
      photos: scores.length,
      megabytes: bytes / 1e6,
      seconds: ms / 1000,
      worstScore: sorted[0] ?? 0,
      medianScore: sorted[Math.floor(sorted.length / 2)] ?? 0,
    };
  });
}

export function qualityLines(figures: QualityFigures[]): string[] {
  const head = `\n${'photos'.padEnd(12)}${'MB'.padStart(9)}${'seconds'.padStart(9)}${'worst'.padStart(8)}${'median'.padStart(8)}`;
  const lines = figures.map(
    ({ setting, megabytes, seconds, worstScore, medianScore }) =>
      `${setting.padEnd(12)}${megabytes.toFixed(2).padStart(9)}${seconds.toFixed(1).padStart(9)}` +
      `${worstScore.toFixed(3).padStart(8)}${medianScore.toFixed(3).padStart(8)}`,
  );
  return [head, ...lines, ...comparison(figures, 'webp'), ...comparison(figures, 'jpg')];
}

function comparison(figures: QualityFigures[], format: string): string[] {
  const fixed = figures.find(({ setting }) => setting === `${format} 82`);
  const auto = figures.find(({ setting }) => setting === `${format} auto`);
  if (!fixed || !auto) return [];
  const saved = ((1 - auto.megabytes / fixed.megabytes) * 100).toFixed(1);
  return [
    `${format}: auto saves ${saved} % of the bytes in ${(auto.seconds / fixed.seconds).toFixed(2)} times the time`,
  ];
}
