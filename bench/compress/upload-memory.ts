import { readFile, writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { Picture } from '../photos/pictures.ts';

/** Noise in every pixel: nothing makes such a PNG smaller. Just below 20 MB. */
const SIDE = 2_570;

/** Of the process that answers the API; megabytes. */
export interface UploadMemory {
  files: number;
  sentMb: number;
  beforeMb: number;
  peakMb: number;
  grownMb: number;
  seconds: number;
}

/** Sends as many files as a request may have, each as large as it may be, and asks the kernel for the most memory held. */
export async function measureUploadMemory(
  pid: number,
  files: number,
  call: (file: Picture, copies: number) => Promise<unknown>,
): Promise<UploadMemory> {
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const bytes = await sharp({ create: { width: SIDE, height: SIDE, channels: 3, background: 'grey', noise } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  // Forgets the peak so far (proc(5)): what is left is what it holds now.
  await writeFile(`/proc/${pid}/clear_refs`, '5');
  const beforeMb = await memory(pid, 'VmRSS');
  const began = performance.now();
  await call({ name: 'noise.png', bytes, pixels: SIDE * SIDE }, files);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const peakMb = await memory(pid, 'VmHWM');
  const sentMb = Math.round((bytes.length * files) / 1024 / 1024);
  return { files, sentMb, beforeMb, peakMb, grownMb: peakMb - beforeMb, seconds };
}

async function memory(pid: number, field: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
}
