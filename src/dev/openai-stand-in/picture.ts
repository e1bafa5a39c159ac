import sharp from 'sharp';
import { OpenAiError } from './errors.js';

/** What the stand-in sees in a picture. */
export interface Picture {
  width: number;
  height: number;
  orientation: 'landscape' | 'portrait' | 'square';
  /** One or two names, the more frequent first. */
  colours: string[];
}

const FORMATS = ['png', 'jpeg', 'gif', 'webp'];
const SAMPLE_EDGE = 48;
/** A second colour is named from this share of the picture on. */
const NOTABLE_SHARE = 0.1;
/** Pictures whose edges differ by less than this share are called square. */
const SQUARE_TOLERANCE = 0.02;

type Rgb = readonly [red: number, green: number, blue: number];

const PALETTE: ReadonlyMap<string, Rgb> = new Map([
  ['black', [15, 15, 15]],
  ['dark grey', [70, 70, 70]],
  ['grey', [130, 130, 130]],
  ['light grey', [200, 200, 200]],
  ['white', [250, 250, 250]],
  ['dark red', [115, 15, 20]],
  ['red', [220, 35, 40]],
  ['brown', [120, 75, 40]],
  ['orange', [245, 140, 30]],
  ['beige', [225, 205, 170]],
  ['yellow', [245, 225, 50]],
  ['dark green', [20, 80, 35]],
  ['green', [50, 165, 60]],
  ['teal', [20, 140, 140]],
  ['light blue', [140, 195, 235]],
  ['blue', [40, 95, 215]],
  ['dark blue', [20, 35, 100]],
  ['purple', [125, 50, 160]],
  ['pink', [240, 140, 175]],
]);

/**
 * Decodes a picture and looks at it.
 * @throws OpenAiError 400 when it is not a still PNG, JPEG, WebP or GIF that can be decoded whole.
 */
export async function lookAt(bytes: Buffer): Promise<Picture> {
  try {
    const { format, pages = 1, autoOrient } = await sharp(bytes).metadata();
    if (!FORMATS.includes(format) || (format === 'gif' && pages > 1)) throw unsupported();
    const { width, height } = autoOrient;
    return { width, height, orientation: orientationOf(width, height), colours: await dominantColours(bytes) };
  } catch {
    throw unsupported();
  }
}

function unsupported(): OpenAiError {
  const message =
    'You uploaded an unsupported image. Please make sure your image is valid and has of one the following formats: ' +
    "['png', 'jpeg', 'gif', 'webp'] (animated GIFs are not supported).";
  return new OpenAiError(400, message, { code: 'image_parse_error' });
}

function orientationOf(width: number, height: number): Picture['orientation'] {
  if (Math.abs(width - height) < SQUARE_TOLERANCE * Math.max(width, height)) return 'square';
  return width > height ? 'landscape' : 'portrait';
}

async function dominantColours(bytes: Buffer): Promise<string[]> {
  const pixels = await sharp(bytes, { failOn: 'truncated' })
    .flatten({ background: 'white' })
    .resize(SAMPLE_EDGE, SAMPLE_EDGE, { fit: 'fill' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const counts = new Map<string, number>();
  for (let offset = 0; offset < pixels.length; offset += 3) {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(offset, offset + 3);
    const name = nearestName([red, green, blue]);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [[first] = ['grey'], second] = [...counts].sort(([, a], [, b]) => b - a);
  const isNotable = second && second[1] / SAMPLE_EDGE ** 2 >= NOTABLE_SHARE;
  return isNotable ? [first, second[0]] : [first];
}

function nearestName(colour: Rgb): string {
  let [nearest, least] = ['', Infinity];
  for (const [name, candidate] of PALETTE) {
    const distance = distanceBetween(colour, candidate);
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}

/** Euclidean, with weights for how well the eye tells reds and blues apart ("redmean"). */
function distanceBetween(a: Rgb, b: Rgb): number {
  const meanRed = (a[0] + b[0]) / 2;
  const [red, green, blue] = [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
  return (2 + meanRed / 256) * red ** 2 + 4 * green ** 2 + (2 + (255 - meanRed) / 256) * blue ** 2;
}
