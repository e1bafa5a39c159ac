import { constants, inflateSync } from 'node:zlib';

const SIGNATURE_BYTES = 8;
/** Of each chunk: its length, its type and, behind the data, its checksum. */
const FRAME_BYTES = 12;
/** Packed and unpacked. An XMP packet of a camera or an editor has 2 to 100 kB. */
const MAX_XMP_BYTES = 1024 * 1024;
/** Unpacked. Profiles of screens have some kilobytes, those of presses up to 3 MB. */
const MAX_PROFILE_BYTES = 4 * 1024 * 1024;

/** The keyword of XMP (XMP, part 3, 1.1.5), as the data starts. It belongs in `iTXt`; libvips writes `zTXt`. */
const XMP_KEYWORD = Buffer.from('XML:com.adobe.xmp\0', 'latin1');

const typeOf = (name: string) => Buffer.from(name, 'latin1').readUInt32BE();
/** What colour, transparency and animation need. */
const NEEDED = new Set(
  ['tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'bKGD', 'pHYs', 'mDCV', 'cLLI', 'acTL', 'fcTL', 'fdAT'].map(typeOf),
);
/** The first one counts; the PNG specification allows no second. */
const PROFILE = typeOf('iCCP');
const NEEDED_ONCE = new Set([PROFILE, typeOf('eXIf')]);
const PLAIN_TEXT = typeOf('tEXt');
const PACKED_TEXT = typeOf('zTXt');
const UNICODE_TEXT = typeOf('iTXt');
const TEXTS = [PLAIN_TEXT, PACKED_TEXT, UNICODE_TEXT];
const END = typeOf('IEND');
/** Bit of the type that marks a chunk as ancillary: a small first letter. */
const ANCILLARY = 0x20000000;

/**
 * Leaves out the chunks that no picture needs. libvips unpacks every text as soon as it reads the header: 230 kB of
 * `zTXt` can become gigabytes, 30 kB of `iCCP` a profile of 30 MB that is copied several times. The first profile and,
 * of the texts, the first XMP packet stay if they are small. From a break in the list of
 * chunks on, the bytes stay as they are, so that the decoder judges them.
 * @returns the same buffer when nothing is left out
 */
export function withoutHeavyChunks(png: Buffer): Buffer {
  const seen = new Set<number>();
  let lean: Buffer | undefined;
  let length = 0;
  let keptFrom = 0;
  for (let at = SIGNATURE_BYTES, end; at + FRAME_BYTES <= png.length; at = end) {
    end = at + FRAME_BYTES + png.readUInt32BE(at);
    if (end > png.length) break;
    if (!isKept(png, at, end, seen)) {
      lean ??= Buffer.allocUnsafe(png.length);
      length += png.copy(lean, length, keptFrom, at);
      keptFrom = end;
    }
    if (png.readUInt32BE(at + 4) === END) break;
  }
  if (!lean) return png;
  length += png.copy(lean, length, keptFrom);
  return lean.subarray(0, length);
}

function isKept(png: Buffer, at: number, end: number, seen: Set<number>): boolean {
  const type = png.readUInt32BE(at + 4);
  if ((type & ANCILLARY) === 0 || NEEDED.has(type)) return true;
  const data = png.subarray(at + 8, end - 4);
  const isXmp = TEXTS.includes(type) && data.subarray(0, XMP_KEYWORD.length).equals(XMP_KEYWORD);
  const kind = isXmp ? UNICODE_TEXT : type;
  if ((!isXmp && !NEEDED_ONCE.has(type)) || seen.has(kind)) return false;
  seen.add(kind);
  if (type === PROFILE) return isSmallProfile(data);
  return !isXmp || isSmallText(type, data.subarray(XMP_KEYWORD.length));
}

/** Behind the name and the method. */
function isSmallProfile(data: Buffer): boolean {
  return isSmallUnpacked(data.subarray(data.indexOf(0) + 2), MAX_PROFILE_BYTES);
}

/** Looks at what is behind the keyword. */
function isSmallText(type: number, data: Buffer): boolean {
  if (data.length > MAX_XMP_BYTES) return false;
  if (type === PLAIN_TEXT) return true;
  if (type === PACKED_TEXT) return isSmallUnpacked(data.subarray(1), MAX_XMP_BYTES); // after the byte for the method
  if (data[0] === 0) return true;
  // Behind the flag and the method: the language and the translated keyword, each with a zero at its end.
  return isSmallUnpacked(data.subarray(data.indexOf(0, data.indexOf(0, 2) + 1) + 1), MAX_XMP_BYTES);
}

function isSmallUnpacked(packed: Buffer, limit: number): boolean {
  try {
    // As the decoder, takes data without its checksum.
    inflateSync(packed, { maxOutputLength: limit, finishFlush: constants.Z_SYNC_FLUSH });
    return true;
  } catch {
    return false;
  }
}
