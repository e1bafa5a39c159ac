import type { Sharp } from 'sharp';
import type { Deadline } from './deadline.js';
import type { ImageFormat, OutputFormat } from './formats.js';
import type { Header } from './steps/read-header.js';
import type { Size, SizeLimits } from './size.js';
import type { Watermark } from './watermark.js';

/** What the caller asks for. */
export interface CompressOptions extends SizeLimits {
  /** `keep`: the source's own. `auto`: the smallest of those that suit. */
  format: OutputFormat | 'keep' | 'auto';
  /** 40 to 100; `auto`: the lowest that looks the same. Types without loss ignore it. */
  quality: number | 'auto';
  /** `strip` leaves nothing but the picture, `copyright` who made and owns it, `keep` everything the type can hold. */
  metadata: 'strip' | 'keep' | 'copyright';
  watermark: Watermark | null;
}

/** One image to be done: its bytes, what they say of themselves, what is wanted and by when. */
export interface ImageTask {
  /** As `defuse` gave them back. */
  source: Buffer;
  header: Header;
  options: CompressOptions;
  /** Of the result, and as displayed. */
  size: Size;
  deadline: Deadline;
}

/** How a result is written, with every question answered. */
export interface Encoding {
  format: ImageFormat;
  /** `null`: without loss. */
  quality: number | null;
  /** The quality was searched for; the encoder may be tuned to what the search looks at. */
  toTarget?: boolean;
  /** Colours of a PNG's table, 256 at most; without it each pixel has a colour of its own. */
  colours?: number;
  /** Looked at once and thrown away: to be fast is worth more than a small file or the last bit of sharpness. */
  isPassing?: boolean;
}

/** What a step may know beside the picture. */
export interface StepContext extends Omit<ImageTask, 'source' | 'deadline'> {
  encoding: Encoding;
  /** Frames that are read and written; 1 for a still. */
  frames: number;
}

/** Adds one operation to the picture. Nothing is decoded before the last step has spoken. */
export type Step = (image: Sharp, context: StepContext) => Sharp | Promise<Sharp>;
