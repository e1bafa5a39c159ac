import sharp from 'sharp';
import { QUALITY } from '../batches/loop.ts';
import type { Camera, Picture } from '../photos/pictures.ts';

const WANTED_BYTES = 200_000;
const CHOICE = 40;
const WARM_UP = 5;

/** Milliseconds, median of the rounds. */
export interface Latency {
  bytes: number;
  megapixels: number;
  rounds: number;
  serviceMs: number;
  sharpMs: number;
  /** Of the medians. */
  ratio: number;
}

/** One photo of about 200 kB to WebP: the whole call, and the bare sharp call, in turns. */
export async function measureLatency(
  camera: Camera,
  call: (file: Picture) => Promise<unknown>,
  rounds: number,
): Promise<Latency> {
  const photos = await camera.photos(CHOICE);
  const distance = ({ bytes }: Picture) => Math.abs(bytes.length - WANTED_BYTES);
  const [photo] = photos.toSorted((a, b) => distance(a) - distance(b));
  if (!photo) throw new Error('No photo was made');
  const service: number[] = [];
  const bare: number[] = [];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const bareMs = await timed(() => sharp(photo.bytes).webp({ quality: QUALITY }).toBuffer());
    const serviceMs = await timed(() => call(photo));
    if (round < 0) continue;
    bare.push(bareMs);
    service.push(serviceMs);
  }
  const [serviceMs, sharpMs] = [median(service), median(bare)];
  const ratio = Number((serviceMs / sharpMs).toFixed(2));
  const megapixels = Number((photo.pixels / 1e6).toFixed(2));
  return { bytes: photo.bytes.length, megapixels, rounds, serviceMs, sharpMs, ratio };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10;
}
