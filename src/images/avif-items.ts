import { UnusableImage } from './unusable-image.js';

/** What items may have beyond the file. Tiles that are alike may share their bytes; nothing else does. */
const MAX_SHARED_BYTES = 16 * 1024 * 1024;

/** Behind the length and the type of a box: its version and flags. */
const VERSION_BYTES = 4;

/**
 * Refuses an AVIF whose items name the same bytes again and again. The decoder copies every item as soon as it reads the header, of
 * whatever kind: 2 MB that 200 items had five times each took 2.2 GB (ISO/IEC 14496-12, 8.11.3). From a break in the boxes on, the
 * decoder judges them.
 * @throws UnusableImage `corrupt`
 */
export function refuseRepeatedItems(avif: Buffer): void {
  let bytes = 0;
  for (const meta of boxesIn(avif, 'meta')) {
    for (const locations of boxesIn(meta.subarray(VERSION_BYTES), 'iloc')) bytes += locatedBytes(locations);
  }
  if (bytes > avif.length + MAX_SHARED_BYTES) throw new UnusableImage('corrupt');
}

/** The contents of all boxes of this type, in the order of the file. */
function* boxesIn(bytes: Buffer, type: string): Generator<Buffer> {
  for (let at = 0, end; at + 8 <= bytes.length; at = end) {
    let start = at + 8;
    let size = bytes.readUInt32BE(at);
    if (size === 1 && start + 8 <= bytes.length) {
      size = Number(bytes.readBigUInt64BE(start));
      start += 8;
    } else if (size === 0) size = bytes.length - at; // to the end of the file
    end = at + size;
    if (end < start || end > bytes.length) return;
    if (bytes.toString('latin1', at + 4, at + 8) === type) yield bytes.subarray(start, end);
  }
}

/** The sum of the lengths in a list of locations, as far as it goes. */
function locatedBytes(list: Buffer): number {
  let at = 0;
  const pass = (size: number) => void (at += size);
  const next = (size: number) => {
    pass(size);
    if (at > list.length) return 0;
    if (size === 8) return Number(list.readBigUInt64BE(at - 8));
    return size === 2 || size === 4 ? list.readUIntBE(at - size, size) : 0;
  };
  const version = next(VERSION_BYTES) >>> 24;
  const sizes = next(2);
  const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexSize = version === 0 ? 0 : sizes & 15;
  let bytes = 0;
  for (let items = next(version < 2 ? 2 : 4); items > 0 && at < list.length; items -= 1) {
    // The item's id, how its data is found and where, and where its offsets begin.
    pass((version < 2 ? 2 : 4) + (version === 0 ? 2 : 4) + baseSize);
    for (let extents = next(2); extents > 0 && at < list.length; extents -= 1) {
      pass(indexSize + offsetSize);
      bytes += next(lengthSize);
    }
  }
  return bytes;
}
