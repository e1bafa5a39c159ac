import type { Pixels } from '../engine.js';

/** Pixels a side; whole coding blocks of every codec here, and enough of them for each to be predicted from others. */
const TILE = 128;
/** Tiles a side of the sample: 9 tiles, 0.15 megapixels. */
const TILES = 3;

/**
 * A small part of the picture: tiles spread over it, in its own size. A scaled-down copy would not do: it
 * has more detail in each pixel and needs a higher quality to look the same. A small picture is its own sample.
 */
export function sampleTiles(picture: Pixels): Pixels {
  const { data, width, height, channels } = picture;
  const side = TILE * TILES;
  if (width * height <= side * side || width < side || height < side) return picture;
  const sample = Buffer.allocUnsafe(side * side * channels);
  const rowBytes = TILE * channels;
  for (let tile = 0; tile < TILES * TILES; tile += 1) {
    const column = tile % TILES;
    const row = Math.floor(tile / TILES);
    const left = spread(column, width);
    const top = spread(row, height);
    for (let y = 0; y < TILE; y += 1) {
      const from = ((top + y) * width + left) * channels;
      const to = ((row * TILE + y) * side + column * TILE) * channels;
      data.copy(sample, to, from, from + rowBytes);
    }
  }
  return { data: sample, width: side, height: side, channels };
}

/** Where the n-th tile begins along a side: in the middle of its share, on the grid of the coding blocks. */
function spread(place: number, length: number): number {
  const share = length / TILES;
  return Math.floor((place * share + (share - TILE) / 2) / 16) * 16;
}
