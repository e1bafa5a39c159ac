import sharp from 'sharp';
import type { Pixels } from '#service/images/engine.js';

/** One file to be tried. */
export interface SourceFile {
  /** Below the folder that was given. */
  path: string;
  bytes: Buffer;
}

/**
 * What a viewer shows of a file, of an animation the first frame; null when it cannot be shown.
 * @param onWhite as a type without transparency shows it
 */
export async function seen(file: Buffer, onWhite = false): Promise<Pixels | null> {
  try {
    const image = sharp(file, { failOn: 'error' }).autoOrient();
    const { icc, depth } = await image.metadata();
    // sharp would take 16 bits with a profile to Display P3.
    if (icc && depth === 'ushort') image.withIccProfile('srgb', { attach: false });
    if (onWhite) image.flatten({ background: 'white' });
    const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
  } catch {
    return null;
  }
}
