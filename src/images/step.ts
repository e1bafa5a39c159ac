import type { Sharp } from 'sharp';
import type { OutputFormat } from './formats.js';
import type { Header } from './steps/read-header.js';

/** What the caller asks for. */
export interface CompressOptions {
  format: OutputFormat;
  /** 40 to 100; png ignores it, being lossless. */
  quality: number;
  /** Pixels; `null` for no limit. */
  maxWidth: number | null;
  maxHeight: number | null;
}

/** What a step may know beside the picture. */
export interface StepContext {
  header: Header;
  options: CompressOptions;
}

/** Adds one operation to the picture. Nothing is decoded before the last step has spoken. */
export type Step = (image: Sharp, context: StepContext) => Sharp | Promise<Sharp>;
