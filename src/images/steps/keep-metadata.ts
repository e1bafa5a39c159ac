import type { Exif, Sharp } from 'sharp';
import readExif from 'exif-reader';
import type { StepContext } from '../step.js';

/** Colour spaces whose own profile still fits once the picture is red, green and blue. */
const PROFILE_STAYS = ['srgb', 'rgb16'];

/**
 * Sharp writes no metadata unless told to. `keep` carries over EXIF, XMP and the colour profile, as far as the
 * type can hold them, with the orientation set to upright; `copyright` carries over the two EXIF tags that name the
 * owner and the author.
 */
export function keepMetadata(image: Sharp, { header, options }: StepContext): Sharp {
  if (options.metadata === 'keep') {
    const kept = image.keepExif().keepXmp();
    return header.hasProfile && PROFILE_STAYS.includes(header.space) ? kept.keepIccProfile() : kept;
  }
  if (options.metadata === 'copyright') {
    const owner = ownerOf(header.exif);
    return Object.keys(owner).length > 0 ? image.withExif({ IFD0: owner }) : image;
  }
  return image;
}

/** EXIF 2.32, 4.6.4 D: tags Copyright and Artist. EXIF that cannot be read names nobody. */
function ownerOf(exif: Buffer | undefined): NonNullable<Exif['IFD0']> {
  if (!exif) return {};
  try {
    const { Copyright, Artist } = readExif(exif).Image ?? {};
    const named = Object.entries({ Copyright, Artist }).filter(([, text]) => typeof text === 'string' && text.trim());
    return Object.fromEntries(named) as Record<string, string>;
  } catch {
    return {};
  }
}
