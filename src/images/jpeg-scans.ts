import { UnusableImage } from './unusable-image.js';

/** Real progressive files have about 10. libtiff has the same limit for JPEG in TIFF. */
const MAX_SCANS = 100;

const MARKER = 0xff;
/** Lower ones are stuffed zeros and reserved codes, without a length. */
const FIRST_SEGMENT = 0xc0;
const RST0 = 0xd0;
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;

/**
 * Refuses a JPEG of very many scans. libvips reads all scans of a progressive picture in one call that nothing
 * interrupts, and each goes over the whole picture: 960 kB took 75 s.
 * @throws UnusableImage `timeout`
 */
export function refuseManyScans(jpeg: Buffer): void {
  let scans = 0;
  for (let at = 0; at + 1 < jpeg.length;) {
    const code = jpeg[at + 1]!;
    if (jpeg[at] !== MARKER || code === MARKER) {
      at += 1; // of a scan's data, or a byte that fills up before a marker
    } else if (code < FIRST_SEGMENT || (code >= RST0 && code <= SOI)) {
      at += 2;
    } else if (code === EOI) {
      return;
    } else {
      if (code === SOS) scans += 1;
      if (scans > MAX_SCANS) throw new UnusableImage('timeout');
      if (at + 4 > jpeg.length) return;
      at += 2 + Math.max(2, jpeg.readUInt16BE(at + 2));
    }
  }
}
