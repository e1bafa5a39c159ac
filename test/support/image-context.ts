import type { CompressOptions, Encoding, StepContext } from '../../src/images/step.js';
import type { Header } from '../../src/images/steps/read-header.js';

/** What the API takes when nothing is asked. */
export const PLAIN_OPTIONS: CompressOptions = {
  format: 'webp',
  quality: 82,
  maxWidth: null,
  maxHeight: null,
  metadata: 'strip',
  watermark: null,
};

/** What a step is told of an opaque sRGB PNG that becomes a WebP, unless told otherwise. */
export function stepContext(
  given: { header?: Partial<Header>; options?: Partial<CompressOptions>; encoding?: Partial<Encoding> } = {},
): StepContext {
  const header: Header = {
    format: 'png',
    width: 64,
    height: 64,
    frames: 1,
    space: 'srgb',
    hasProfile: false,
    hasAlpha: false,
    exif: undefined,
    xmp: undefined,
    iptc: undefined,
    ...given.header,
  };
  return {
    header,
    options: { ...PLAIN_OPTIONS, ...given.options },
    encoding: { format: 'webp', quality: 82, ...given.encoding },
    size: { width: header.width, height: header.height },
    frames: 1,
  };
}
