import readExif from 'exif-reader';
import type { Header } from './steps/read-header.js';

/** In characters. What is longer is no caption, and what is made of it would be cut anyway. */
const MAX_CAPTION = 500;
/** XMP that is larger holds histories of edits and the like. */
const MAX_XMP_BYTES = 256 * 1024;

/** Of XML around a caption, in characters. */
const MAX_DESCRIPTION = 4_096;
/** IPTC IIM 2:120, caption: record 2, dataset 120, and a length of two bytes. */
const IPTC_CAPTION = Buffer.from([0x1c, 0x02, 0x78]);

/**
 * What the file says of itself: the description in its XMP, IPTC or EXIF, whichever is there first. Whoever made the file
 * wrote it, so it is to be trusted as little as the file's name.
 */
export function captionOf({ xmp, iptc, exif }: Pick<Header, 'xmp' | 'iptc' | 'exif'>): string | null {
  return fromXmp(xmp) ?? fromIptc(iptc) ?? fromExif(exif);
}

/** The description in its default language or else the first (ISO 16684-1, 8.3: dc:description). */
function fromXmp(xmp: Buffer | undefined): string | null {
  if (!xmp || xmp.length > MAX_XMP_BYTES) return null;
  const description = contentOf(xmp.toString('utf8'), 'dc:description') ?? '';
  const text = description.length > MAX_DESCRIPTION ? null : contentOf(description, 'rdf:li');
  return text === null || text.includes('<') ? null : tidy(unescapeXml(text));
}

/** What is between the first tag of that name and the next that ends it: three looks, however hostile the file is. */
function contentOf(xml: string, name: string): string | null {
  const tag = xml.search(new RegExp(`<${name}[\\s>]`));
  const begin = tag < 0 ? -1 : xml.indexOf('>', tag);
  const end = begin < 0 ? -1 : xml.indexOf(`</${name}>`, begin);
  return end < 0 ? null : xml.slice(begin + 1, end);
}

function fromIptc(iptc: Buffer | undefined): string | null {
  const at = iptc?.indexOf(IPTC_CAPTION) ?? -1;
  if (!iptc || at < 0 || at + 5 > iptc.length) return null;
  const start = at + 5;
  return tidy(iptc.toString('utf8', start, start + Math.min(iptc.readUInt16BE(at + 3), 4 * MAX_CAPTION)));
}

function fromExif(exif: Buffer | undefined): string | null {
  if (!exif) return null;
  try {
    const { ImageDescription: text } = (readExif(exif).Image ?? {}) as { ImageDescription?: unknown };
    return typeof text === 'string' ? tidy(text) : null;
  } catch {
    return null;
  }
}

function tidy(text: string): string | null {
  const words = text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return words === '' ? null : words.slice(0, MAX_CAPTION).toWellFormed();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}
