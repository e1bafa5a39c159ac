/** How much JSON may hold. Deep or sprawling documents take minutes to become objects, however few bytes they have. */
export interface JsonLimits {
  /** Objects and lists within each other. */
  depth: number;
  /** Values of all kinds. */
  values: number;
  /** Bytes of a text, or of a name. */
  text: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** A small table is faster than a set: one look for each byte. */
const KIND = new Uint8Array(256);
const [TEXT, SEPARATE, OPEN, CLOSE] = [1, 2, 3, 4] as const;
KIND[QUOTE] = TEXT;
KIND[COMMA] = SEPARATE;
for (const byte of OPENING) KIND[byte] = OPEN;
for (const byte of CLOSING) KIND[byte] = CLOSE;

/**
 * What is too much in JSON that is not parsed yet, or null. One pass over the bytes, without memory. It does not check that they
 * are JSON at all.
 */
export function jsonProblem(
  bytes: Uint8Array,
  { depth: deepest, values: most, text: longest }: JsonLimits,
): string | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const kind = KIND[bytes[at] as number];
    if (kind === 0) continue;
    if (kind === TEXT) {
      const begin = at + 1;
      at = endOfText(bytes, begin);
      if (at - begin > longest) return `expected no text of more than ${longest} bytes`;
    } else if (kind === CLOSE) depth -= 1;
    else {
      values += 1;
      if (kind === OPEN) depth += 1;
      if (depth > deepest) return `expected at most ${deepest} objects and lists within each other`;
      if (values > most) return `expected at most ${most} values`;
    }
  }
  return null;
}

/** Where the closing quote of a text is. */
function endOfText(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] === BACKSLASH) at += 1;
  }
  return bytes.length;
}
