import { openImage, type Pixels } from './engine.js';
import { readPixels, renderFile, renderPixels, type EncodedFile } from './pipeline.js';
import type { ImageTask } from './step.js';

const MAX_PALETTE = 256;

/**
 * A PNG without loss: with a table of colours when there are few enough of them and the table holds every one exactly,
 * else with the full colour of each pixel.
 * @throws UnusableImage
 */
export async function smallestPng(task: ImageTask): Promise<EncodedFile> {
  const full = { format: 'png', quality: null } as const;
  const file = await renderFile(task, full);
  if (isDeep(task.header.space)) return file;
  const pixels = await renderPixels(task, full);
  const colours = countColours(pixels);
  if (colours > MAX_PALETTE) return file;
  // A table has two entries at least.
  const table = await renderFile(task, { ...full, colours: Math.max(2, colours) });
  const isSmaller = table.bytes.length < file.bytes.length;
  return isSmaller && samePixels(pixels, await readPixels(openImage(table.bytes), task)) ? table : file;
}

/** 16 bits a channel do not fit in a table. */
function isDeep(space: string): boolean {
  return space === 'rgb16' || space === 'grey16';
}

/** Different colours, counted up to one more than a table holds. */
function countColours({ data, channels }: Pixels): number {
  const seen = new Set<number>();
  for (let at = 0; at < data.length && seen.size <= MAX_PALETTE; at += channels) {
    const alpha = channels === 4 ? (data[at + 3] ?? 0) : 255;
    seen.add((data[at] ?? 0) + (data[at + 1] ?? 0) * 0x100 + (data[at + 2] ?? 0) * 0x1_0000 + alpha * 0x100_0000);
  }
  return seen.size;
}

function samePixels(a: Pixels, b: Pixels): boolean {
  if (a.channels === b.channels) return a.data.equals(b.data);
  // A table without transparent entries reads as three channels; then the other must be opaque throughout.
  const [opaque, other] = a.channels === 3 ? [a, b] : [b, a];
  for (let from = 0, to = 0; from < opaque.data.length; from += 3, to += 4) {
    if (other.data[to + 3] !== 255) return false;
    for (let channel = 0; channel < 3; channel += 1) {
      if (opaque.data[from + channel] !== other.data[to + channel]) return false;
    }
  }
  return true;
}
