import sharp from 'sharp';
import type { Pixels } from '../../../images/engine.js';

/** One file to be tried. */
export interface SourceFile {
  /** Below the folder that was given. */
  path: string;
  bytes: Buffer;
}

/** What a viewer shows of a file, of an animation the first frame; null when it cannot be shown. */
export async function seen(file: Buffer): Promise<Pixels | null> {
  try {
    const upright = sharp(file, { failOn: 'error' }).autoOrient().toColourspace('srgb').raw();
    const { data, info } = await upright.toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels === 4 ? 4 : 3 };
  } catch {
    return null;
  }
}
