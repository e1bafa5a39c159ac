import type { Pixels } from '../engine.js';

/**
 * How alike two pictures look, from 0 to 1 (the same). Structural similarity (SSIM: Wang, Bovik, Sheikh, Simoncelli 2004,
 * https://doi.org/10.1109/TIP.2003.819861) in windows of 8 x 8 pixels, on brightness and on the two colour differences at
 * half their size, weighted 0.8, 0.1, 0.1 (Wang, Lu, Bovik 2004, https://doi.org/10.1016/S0923-5965(03)00076-6).
 *
 * The mean alone hides damage in one place behind smooth surroundings, so the answer is halfway between the mean of all
 * blocks and that of the worst 6 % (percentile pooling: Moorthy, Bovik 2009, https://doi.org/10.1109/JSTSP.2009.2015374).
 *
 * Why not a library: those on npm look at brightness only, at its mean only, and have not moved for years.
 */
export function similarity(original: Pixels, copy: Pixels): number {
  const { width, height } = original;
  if (copy.width !== width || copy.height !== height) throw new Error('Only pictures of one size can be compared');
  const columns = places(width, 1);
  const rows = places(height, Math.ceil((columns.length * places(height, 1).length) / MAX_BLOCKS));
  const scores = new Float64Array(columns.length * rows.length);
  let index = 0;
  for (const top of rows) {
    for (const left of columns) scores[index++] = blockSimilarity(original, copy, left, top);
  }
  return pooled(scores);
}

/** Pixels a side of the block that the three planes are compared in: 2 x 2 windows of brightness, one of each colour. */
const BLOCK = 16;
const WINDOW = 8;
/** Blocks looked at, spread over the whole picture: 4 megapixels, some 40 ms. */
const MAX_BLOCKS = 16_384;
const WORST_SHARE = 0.06;

/** Where blocks begin along a side, the last one at the edge; every n-th of them. A small side has one block. */
function places(side: number, every: number): number[] {
  const count = Math.max(1, Math.ceil(side / BLOCK));
  const all = Array.from({ length: count }, (_, place) => Math.max(0, Math.min(place * BLOCK, side - BLOCK)));
  return every <= 1 ? all : all.filter((_, place) => place % every === 0);
}

function pooled(scores: Float64Array): number {
  const worstFirst = scores.sort();
  const worst = worstFirst.subarray(0, Math.max(1, Math.floor(scores.length * WORST_SHARE)));
  return (mean(worstFirst) + mean(worst)) / 2;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Brightness and colour differences of one block of each picture; the same memory for every block. */
const first = { luma: new Float64Array(BLOCK * BLOCK), blue: new Float64Array(64), red: new Float64Array(64) };
const second = { luma: new Float64Array(BLOCK * BLOCK), blue: new Float64Array(64), red: new Float64Array(64) };
type Block = typeof first;

function blockSimilarity(original: Pixels, copy: Pixels, left: number, top: number): number {
  readBlock(original, left, top, first);
  readBlock(copy, left, top, second);
  let brightness = 0;
  for (let y = 0; y < BLOCK; y += WINDOW) {
    for (let x = 0; x < BLOCK; x += WINDOW)
      brightness += windowSimilarity(first.luma, second.luma, y * BLOCK + x, BLOCK);
  }
  const blue = windowSimilarity(first.blue, second.blue, 0, WINDOW);
  const red = windowSimilarity(first.red, second.red, 0, WINDOW);
  return (0.8 * brightness) / 4 + 0.1 * blue + 0.1 * red;
}

/**
 * JPEG's colour space (JFIF: ITU-R BT.601, full range, differences around 128). What is see-through
 * is seen on grey; beyond the edge of a small picture its last pixel goes on.
 */
function readBlock({ data, width, height, channels }: Pixels, left: number, top: number, block: Block): void {
  block.blue.fill(128);
  block.red.fill(128);
  for (let y = 0; y < BLOCK; y += 1) {
    const row = Math.min(top + y, height - 1) * width;
    for (let x = 0; x < BLOCK; x += 1) {
      const at = (row + Math.min(left + x, width - 1)) * channels;
      const opacity = channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
      const grey = 128 * (1 - opacity);
      const r = (data[at] ?? 0) * opacity + grey;
      const g = (data[at + 1] ?? 0) * opacity + grey;
      const b = (data[at + 2] ?? 0) * opacity + grey;
      block.luma[y * BLOCK + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      const half = (y >> 1) * WINDOW + (x >> 1);
      block.blue[half] = (block.blue[half] ?? 0) + (-0.168736 * r - 0.331264 * g + 0.5 * b) / 4;
      block.red[half] = (block.red[half] ?? 0) + (0.5 * r - 0.418688 * g - 0.081312 * b) / 4;
    }
  }
}

/** The paper's constants for 8 bits. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

function windowSimilarity(a: Float64Array, b: Float64Array, start: number, stride: number): number {
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let y = 0; y < WINDOW; y += 1) {
    for (let x = 0, at = start + y * stride; x < WINDOW; x += 1, at += 1) {
      const p = a[at] ?? 0;
      const q = b[at] ?? 0;
      sumA += p;
      sumB += q;
      squaresA += p * p;
      squaresB += q * q;
      products += p * q;
    }
  }
  const count = WINDOW * WINDOW;
  const meanA = sumA / count;
  const meanB = sumB / count;
  const varianceA = squaresA / count - meanA * meanA;
  const varianceB = squaresB / count - meanB * meanB;
  const covariance = products / count - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
}
