import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import { landscape, lights, poster, product, randomFrom, screen, type Scene } from './scenes.ts';

/** An image as it is put into the bucket. */
export interface Picture {
  key: string;
  contentType: string;
  bytes: Buffer;
}

/** The folder of the bucket that the demo's batch is about. */
export const PREFIX = '2026/';

/** Film grain, by the spread of its greys: it is what makes a drawing weigh as much as a photo. */
const GRAINS = { none: 0, fine: 8, medium: 13, coarse: 19 };
type Grain = keyof typeof GRAINS;
/** One square of grain is laid over the whole picture like tiles. */
const GRAIN_SIDE = 512;

const SUBJECTS: [key: string, scene: Scene, width: number, height: number, grain: Grain][] = [
  ['coast/dawn.jpg', landscape, 2400, 1600, 'medium'],
  ['coast/dunes.jpg', landscape, 2048, 1365, 'fine'],
  ['coast/harbour.jpg', landscape, 1920, 1080, 'coarse'],
  ['coast/lighthouse.jpg', landscape, 1200, 1800, 'medium'],
  ['coast/panorama.jpg', landscape, 3000, 900, 'fine'],
  ['coast/storm.webp', landscape, 1600, 1067, 'coarse'],
  ['mountains/first-snow.jpg', landscape, 1800, 1200, 'medium'],
  ['mountains/lake.jpg', landscape, 1600, 1200, 'fine'],
  ['mountains/ridge.webp', landscape, 1500, 1000, 'medium'],
  ['mountains/valley.jpg', landscape, 1280, 960, 'coarse'],
  ['night/bridge.jpg', lights, 1920, 1280, 'coarse'],
  ['night/fair.jpg', lights, 1600, 1600, 'medium'],
  ['night/market.jpg', lights, 1080, 1620, 'coarse'],
  ['night/window.webp', lights, 1200, 800, 'medium'],
  ['posters/autumn.png', poster, 900, 1200, 'none'],
  ['posters/spring.webp', poster, 1200, 1600, 'medium'],
  ['posters/summer.jpg', poster, 1400, 1400, 'fine'],
  ['posters/winter.png', poster, 800, 800, 'none'],
  ['screens/report.png', screen, 1440, 900, 'none'],
  ['screens/settings.png', screen, 1920, 1200, 'none'],
  ['shop/bottle.png', product, 1000, 1000, 'none'],
  ['shop/flask.png', product, 800, 1200, 'none'],
  ['shop/jar.jpg', product, 1200, 1200, 'fine'],
  ['shop/tin.png', product, 640, 640, 'none'],
];

type Encoding = { contentType: string; encode: (image: Sharp) => Sharp };

/** As cameras and editors save: with quality to spare. */
const ENCODINGS: Record<string, Encoding> = {
  jpg: { contentType: 'image/jpeg', encode: (image) => image.flatten({ background: '#fff' }).jpeg({ quality: 90 }) },
  png: { contentType: 'image/png', encode: (image) => image.png() },
  webp: { contentType: 'image/webp', encode: (image) => image.webp({ quality: 92, effort: 2 }) },
};

const AT_ONCE = 4;

/** Draws the demo's pictures, a few at once. */
export async function makePictures(signal: AbortSignal): Promise<Picture[]> {
  const grains = await makeGrains();
  const pictures: Picture[] = [];
  for (let start = 0; start < SUBJECTS.length; start += AT_ONCE) {
    signal.throwIfAborted();
    const drawn = SUBJECTS.slice(start, start + AT_ONCE).map((subject) => draw(subject, grains));
    pictures.push(...(await Promise.all(drawn)));
  }
  return pictures;
}

async function draw([key, scene, width, height, grain]: (typeof SUBJECTS)[number], grains: Map<Grain, OverlayOptions>) {
  const overlay = grains.get(grain);
  const drawing = sharp(Buffer.from(scene(randomFrom(seedOf(key)), width, height)));
  const { contentType, encode } = ENCODINGS[key.slice(key.lastIndexOf('.') + 1)] as Encoding;
  const picture = encode(overlay ? drawing.composite([overlay]) : drawing);
  return { key: PREFIX + key, contentType, bytes: await picture.toBuffer() };
}

async function makeGrains(): Promise<Map<Grain, OverlayOptions>> {
  const [width, height, channels] = [GRAIN_SIDE, GRAIN_SIDE, 3] as const;
  const made = Object.entries(GRAINS)
    .filter(([, sigma]) => sigma > 0)
    .map(async ([name, sigma]): Promise<[Grain, OverlayOptions]> => {
      const noise = { type: 'gaussian', mean: 128, sigma } as const;
      const input = await sharp({ create: { width, height, channels, background: '#808080', noise } })
        .raw()
        .toBuffer();
      return [name as Grain, { input, raw: { width, height, channels }, tile: true, blend: 'soft-light' }];
    });
  return new Map(await Promise.all(made));
}

function seedOf(key: string): number {
  return [...key].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
}
