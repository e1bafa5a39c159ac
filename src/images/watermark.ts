import { LRUCache } from 'lru-cache';
import type { OverlayOptions } from 'sharp';
import { Deadline } from './deadline.js';
import { readingImage } from './decoder-errors.js';
import { openImage } from './engine.js';
import type { Size } from './size.js';
import { defuse } from './steps/defuse.js';
import { identify } from './steps/identify.js';
import { readHeader } from './steps/read-header.js';
import { UnusableImage } from './unusable-image.js';

/** Top, middle, bottom; left, centre, right. */
export const POSITIONS = ['TL', 'TC', 'TR', 'ML', 'MC', 'MR', 'BL', 'BC', 'BR'] as const;
export type Position = (typeof POSITIONS)[number];

export interface WatermarkOptions {
  /** Width in percent of the picture's, 5 to 50. */
  scale: number;
  /** 0 (not to be seen) to 100 percent. */
  opacity: number;
  position: Position;
}

/** Largest watermark file, in bytes: it is small, and each process keeps some of them in memory. */
export const MAX_WATERMARK_BYTES = 5 * 1024 * 1024;
/** Pixels kept ready, in bytes, of all watermarks of the process. The pictures of a batch mostly share a few widths. */
const READY_BYTES = 64 * 1024 * 1024;
const BYTES_PER_PIXEL = 4;
const PREPARE_LIMIT_MS = 20_000;

/** Shares of the free space that lie before the watermark. */
const ALONG: Readonly<Record<string, number>> = { T: 0, L: 0, M: 0.5, C: 0.5, B: 1, R: 1 };

/** Watermarks in the sizes they were used in; the least recently used go first. */
const ready = new LRUCache<string, Promise<OverlayOptions>>({ maxSize: READY_BYTES });
let opened = 0;

/** A watermark ready to be laid on pictures: made once for each size, not for each picture. */
export class Watermark {
  private readonly id = (opened += 1);

  private constructor(
    private readonly png: Buffer,
    private readonly own: Size,
    private readonly options: WatermarkOptions,
  ) {}

  /** @throws UnusableImage when the bytes are no PNG, or too many. */
  static async open(png: Buffer, options: WatermarkOptions): Promise<Watermark> {
    if (png.length > MAX_WATERMARK_BYTES) throw new UnusableImage('too_large');
    if (identify(png) !== 'png') throw new UnusableImage('unsupported_format');
    const safe = defuse(png, 'png');
    const { width, height } = await readHeader(safe, 'png', Deadline.in(PREPARE_LIMIT_MS));
    return new Watermark(safe, { width, height }, options);
  }

  /** The watermark in the size that goes with a picture, and the place of its upper left corner. */
  async on(picture: Size): Promise<{ overlay: OverlayOptions; left: number; top: number }> {
    const size = this.sizeOn(picture);
    const [vertical = 'B', horizontal = 'R'] = this.options.position;
    return {
      overlay: await this.inSize(size),
      left: Math.round((picture.width - size.width) * (ALONG[horizontal] ?? 1)),
      top: Math.round((picture.height - size.height) * (ALONG[vertical] ?? 1)),
    };
  }

  /** In proportion, and never higher than the picture. */
  private sizeOn(picture: Size): Size {
    const wanted = (picture.width * this.options.scale) / 100;
    const scale = Math.min(wanted / this.own.width, picture.height / this.own.height);
    const fitted = (side: number, limit: number) => Math.min(limit, Math.max(1, Math.round(side * scale)));
    return { width: fitted(this.own.width, picture.width), height: fitted(this.own.height, picture.height) };
  }

  private inSize(size: Size): Promise<OverlayOptions> {
    const key = `${this.id} ${size.width}x${size.height}`;
    const known = ready.get(key);
    if (known) return known;
    const made = this.prepare(size);
    ready.set(key, made, { size: size.width * size.height * BYTES_PER_PIXEL });
    made.catch(() => ready.delete(key));
    return made;
  }

  private async prepare({ width, height }: Size): Promise<OverlayOptions> {
    const alpha = Math.round((this.options.opacity / 100) * 255);
    const veil = { input: Buffer.from([255, 255, 255, alpha]), raw: { width: 1, height: 1, channels: 4 as const } };
    const watermark = openImage(this.png)
      .resize(width, height, { fit: 'fill' })
      .toColourspace('srgb')
      .ensureAlpha()
      .composite([{ ...veil, tile: true, blend: 'dest-in' }])
      .timeout({ seconds: PREPARE_LIMIT_MS / 1000 })
      .raw();
    const deadline = Deadline.in(PREPARE_LIMIT_MS);
    const { data, info } = await readingImage(deadline, () => watermark.toBuffer({ resolveWithObject: true }));
    return { input: data, raw: { width: info.width, height: info.height, channels: info.channels } };
  }
}
