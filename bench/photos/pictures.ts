import sharp, { type OverlayOptions } from 'sharp';

/** A made-up source image. */
export interface Picture {
  name: string;
  bytes: Buffer;
  pixels: number;
}

const SCENES = 6;
const SCENE = { width: 2_400, height: 1_800, channels: 3 } as const;
const MIN_MEGAPIXELS = 1;
const MAX_MEGAPIXELS = 4;
/** As cameras save them. */
const PHOTO_QUALITY = 90;
/** Gives files of about 20 kB. */
const THUMBNAIL = { width: 360, height: 270, quality: 84 };

interface View {
  width: number;
  height: number;
  /** Of the JPEG, 1 to 100. */
  quality: number;
}

/** Photo-like pictures, the same ones in every run: views of a few made-up scenes. */
export class Camera {
  private readonly scenes: Buffer[];
  private readonly random: () => number;

  private constructor(scenes: Buffer[], random: () => number) {
    this.scenes = scenes;
    this.random = random;
  }

  static async load(): Promise<Camera> {
    const random = seededRandom(20_260_801);
    const scenes: Buffer[] = [];
    for (let n = 0; n < SCENES; n += 1) scenes.push(await makeScene(random));
    return new Camera(scenes, random);
  }

  /** Of 1 to 4 megapixels, most of them nearer to 1: as shops and blogs have them. */
  photos(count: number): Promise<Picture[]> {
    return this.take('photo', count, () => {
      const megapixels = MIN_MEGAPIXELS * (MAX_MEGAPIXELS / MIN_MEGAPIXELS) ** (this.random() ** 3);
      const height = Math.round(Math.sqrt((megapixels * 1e6 * 3) / 4));
      return { width: Math.round((height * 4) / 3), height, quality: PHOTO_QUALITY };
    });
  }

  /** Of about 20 kB: the work of a service weighs most on the smallest images. */
  thumbnails(count: number): Promise<Picture[]> {
    return this.take('thumbnail', count, () => THUMBNAIL);
  }

  private take(kind: string, count: number, chooseView: () => View): Promise<Picture[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const { width, height, quality } = chooseView();
        const left = Math.floor(this.random() * (SCENE.width - width));
        const top = Math.floor(this.random() * (SCENE.height - height));
        const bytes = await sharp(this.scenes[index % SCENES], { raw: SCENE })
          .extract({ left, top, width, height })
          .jpeg({ quality })
          .toBuffer();
        return { name: `${kind}-${index}.jpg`, bytes, pixels: width * height };
      }),
    );
  }
}

/** Noise of every size, the larger the stronger, as in nature; over it shapes with edges, as things have them. */
async function makeScene(random: () => number): Promise<Buffer> {
  const ground = await sumOfNoise(random);
  return sharp(ground, { raw: SCENE })
    .composite([drawShapes(random)])
    .removeAlpha()
    .raw()
    .toBuffer();
}

async function sumOfNoise(random: () => number): Promise<Buffer> {
  const sum = new Float32Array(SCENE.width * SCENE.height * 3).fill(128);
  for (let cell = 512, strength = 48; cell >= 1; cell /= 2, strength *= 0.85) {
    const layer = await noise(Math.ceil(SCENE.width / cell), Math.ceil(SCENE.height / cell), random);
    for (let at = 0; at < sum.length; at += 1) sum[at] = (sum[at] ?? 0) + (((layer[at] ?? 0) - 128) / 128) * strength;
  }
  return Buffer.from(Uint8ClampedArray.from(sum).buffer);
}

/** Random cells, grey more than coloured, blurred up to the size of a scene. */
async function noise(width: number, height: number, random: () => number): Promise<Buffer> {
  const cells = Buffer.alloc(width * height * 3);
  for (let at = 0; at < cells.length; at += 3) {
    const grey = random() * 200;
    for (let channel = 0; channel < 3; channel += 1) cells[at + channel] = grey + random() * 55;
  }
  return sharp(cells, { raw: { width, height, channels: 3 } })
    .resize(SCENE.width, SCENE.height, { fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}

function drawShapes(random: () => number): OverlayOptions {
  const shapes = Array.from({ length: 120 }, () => {
    const [x, y, rx, ry, hue, turn] = [SCENE.width, SCENE.height, 160, 120, 360, 180].map((most) =>
      Math.round(random() * most),
    );
    const fill = `hsl(${hue},35%,${20 + Math.round(random() * 60)}%)`;
    const place = `transform="rotate(${turn} ${x} ${y})"`;
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" fill-opacity="0.45" ${place}/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SCENE.width}" height="${SCENE.height}">${shapes.join('')}</svg>`;
  return { input: Buffer.from(svg) };
}

/** Mulberry32: the same seed gives the same pictures on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
