import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Picture } from './pictures.ts';

/** The JPEG photos below a folder that can be read, renamed by number: folders may share names. */
export async function photosBelow(folder: string): Promise<Picture[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && /\.jpe?g$/i.test(entry.name));
  const photos: Picture[] = [];
  for (const { parentPath, name } of paths.sort((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const bytes = await readFile(join(parentPath, name));
    const pixels = await sharp(bytes, { failOn: 'error' })
      .raw()
      .toBuffer({ resolveWithObject: true })
      .then(({ info }) => info.width * info.height)
      .catch(() => null);
    if (pixels !== null) photos.push({ name: `photo-${photos.length}.jpg`, bytes, pixels });
  }
  return photos;
}
