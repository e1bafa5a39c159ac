import sharp from 'sharp';
import { compressImage, type CompressOptions } from '#service/images/compress-image.js';
import { Deadline } from '#service/images/deadline.js';
import { IMAGE_TIME_LIMIT_MS } from '#service/images/limits.js';
import { QUALITY } from '../batches/loop.ts';
import type { SourceFile } from './seen.ts';

/** As the service takes it when nothing is asked. */
export const PLAIN: CompressOptions = {
  format: 'webp',
  quality: QUALITY,
  maxWidth: null,
  maxHeight: null,
  metadata: 'strip',
  watermark: null,
};

/** Seconds for all photos, round by round. */
export interface Overhead {
  photos: number;
  bareSeconds: number[];
  engineSeconds: number[];
  /** Engine over bare, median of the rounds. */
  ratio: number;
}

const ROUNDS = 3;

/** The bare call and the engine take turns photo by photo, so that whatever slows the machine slows both. */
export async function measureOverhead(photos: SourceFile[], say: (line: string) => void): Promise<Overhead> {
  const usable = await usableBySharp(photos);
  const bareSeconds: number[] = [];
  const engineSeconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    let [bare, engine] = [0, 0];
    for (const [index, { bytes }] of usable.entries()) {
      const both = [
        async () => (bare += await seconds(() => bareCall(bytes))),
        async () => (engine += await seconds(() => compressImage(bytes, PLAIN, Deadline.in(IMAGE_TIME_LIMIT_MS)))),
      ];
      // Who goes first finds colder caches, so they change places.
      for (const run of (index + round) % 2 ? both : both.reverse()) await run();
    }
    bareSeconds.push(bare);
    engineSeconds.push(engine);
    say(`round ${round + 1} of ${ROUNDS}: bare ${bare.toFixed(2)} s, engine ${engine.toFixed(2)} s`);
  }
  const ratios = engineSeconds.map((engine, round) => engine / (bareSeconds[round] ?? 0)).sort((a, b) => a - b);
  return { photos: usable.length, bareSeconds, engineSeconds, ratio: ratios[Math.floor(ROUNDS / 2)] ?? 0 };
}

export function overheadLines({ photos, ratio }: Overhead): string[] {
  return [
    '',
    `engine over a bare sharp call, ${photos} photos to WebP ${QUALITY}: ${((ratio - 1) * 100).toFixed(1)} %`,
  ];
}

function bareCall(bytes: Buffer): Promise<Buffer> {
  return sharp(bytes, { failOn: 'error' }).autoOrient().webp({ quality: QUALITY }).toBuffer();
}

async function usableBySharp(photos: SourceFile[]): Promise<SourceFile[]> {
  const usable: SourceFile[] = [];
  for (const photo of photos) {
    if (await bareCall(photo.bytes).then(Boolean, () => false)) usable.push(photo);
  }
  return usable;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
