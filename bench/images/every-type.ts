import { similarity } from '#service/images/auto/similarity.js';
import { compressImage, type CompressOptions } from '#service/images/compress-image.js';
import { Deadline } from '#service/images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '#service/images/limits.js';
import { UnusableImage } from '#service/images/unusable-image.js';
import { PLAIN } from './overhead.ts';
import { seen, type SourceFile } from './seen.ts';

/** What became of one file in one type. */
export interface Tried {
  path: string;
  asked: string;
  /** The type written, or the reason of the refusal. */
  outcome: string;
  isAccepted: boolean;
  isOriginal: boolean;
  bytesIn: number;
  bytesOut: number;
  score: number | null;
  ms: number;
}

const ASKED: [string, Partial<CompressOptions>][] = [
  ['webp', { format: 'webp' }],
  ['avif', { format: 'avif' }],
  ['jpg', { format: 'jpg' }],
  ['png', { format: 'png' }],
  ['keep', { format: 'keep' }],
  ['auto', { format: 'auto' }],
  ['auto, quality auto', { format: 'auto', quality: 'auto' }],
];
const TOLD_EVERY = 50;

/** Every file in every type, one after the other. */
export async function everyType(files: SourceFile[], say: (line: string) => void): Promise<Tried[]> {
  const all: Tried[] = [];
  for (const [index, file] of files.entries()) {
    const [original, originalOnWhite] = [await seen(file.bytes), await seen(file.bytes, true)];
    for (const [asked, options] of ASKED) {
      const began = performance.now();
      const facts = { path: file.path, asked, bytesIn: file.bytes.length };
      try {
        const result = await compressImage(file.bytes, { ...PLAIN, ...options }, Deadline.in(IMAGE_TIME_LIMIT_MS));
        const ms = performance.now() - began;
        const copy = original && (await seen(result.bytes));
        const { isOriginal, out } = result;
        const reference = out.format === 'jpg' ? originalOnWhite : original;
        const isAlike = copy?.width === reference?.width && copy?.height === reference?.height;
        const score = reference && copy && isAlike ? similarity(reference, copy) : null;
        all.push({ ...facts, outcome: out.format, isAccepted: true, isOriginal, bytesOut: out.bytes, score, ms });
      } catch (error) {
        if (!(error instanceof UnusableImage)) throw error;
        const refused = { isAccepted: false, isOriginal: false, bytesOut: 0, score: null };
        all.push({ ...facts, ...refused, outcome: error.reason, ms: performance.now() - began });
      }
    }
    if ((index + 1) % TOLD_EVERY === 0) say(`${index + 1} of ${files.length} files in every type`);
  }
  return all;
}

/** A table, a line for each folder and type. */
export function typeLines(all: Tried[]): string[] {
  const folders = [...new Set(all.map(({ path }) => topFolder(path)))];
  const head =
    '\n| folder | asked | accepted | refused | MB in | MB out | not smaller | worst score | slowest |\n|---|---|---|---|---|---|---|---|---|';
  return [
    head,
    ...folders.flatMap((folder) =>
      ASKED.map(([asked]) =>
        line(
          folder,
          asked,
          all.filter((one) => topFolder(one.path) === folder && one.asked === asked),
        ),
      ),
    ),
  ];
}

/** A line for each file; for each type asked the outcome, bytes, score and milliseconds. `=` marks the original's bytes. */
export function csvLines(all: Tried[]): string[] {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const columns = ASKED.flatMap(([asked]) => ['', ' bytes', ' score', ' ms'].map((what) => quoted(asked + what)));
  const byFile = new Map<string, Tried[]>();
  for (const one of all) byFile.set(one.path, [...(byFile.get(one.path) ?? []), one]);
  const rows = [...byFile].map(([path, tried]) => {
    const cells = tried.flatMap(({ outcome, isOriginal, bytesOut, score, ms }) => [
      isOriginal ? `${outcome} =` : outcome,
      bytesOut || '',
      score?.toFixed(3) ?? '',
      Math.round(ms),
    ]);
    return [quoted(path), tried[0]?.bytesIn, ...cells].join(',');
  });
  return [['path', 'bytes', ...columns].join(','), ...rows];
}

function line(folder: string, asked: string, tried: Tried[]): string {
  const accepted = tried.filter(({ isAccepted }) => isAccepted);
  const refused = tried.filter(({ isAccepted }) => !isAccepted).map(({ outcome }) => outcome);
  const reasons = [...new Set(refused)].map((reason) => `${refused.filter((one) => one === reason).length} ${reason}`);
  const megabytes = (of: (one: Tried) => number) => (accepted.reduce((sum, one) => sum + of(one), 0) / 1e6).toFixed(2);
  const scores = accepted.flatMap(({ score }) => (score === null ? [] : [score]));
  const slowest = Math.max(0, ...tried.map(({ ms }) => ms)) / 1000;
  const cells = [
    folder,
    asked,
    accepted.length,
    reasons.join(', '),
    megabytes(({ bytesIn }) => bytesIn),
    megabytes(({ bytesOut }) => bytesOut),
    accepted.filter(({ isOriginal }) => isOriginal).length,
    scores.length > 0 ? Math.min(...scores).toFixed(3) : '',
    `${slowest.toFixed(1)} s`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function topFolder(path: string): string {
  return path.split(/[/\\]/)[0] ?? '';
}
