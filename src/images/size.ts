/** Pixels, as displayed. */
export interface Size {
  width: number;
  height: number;
}

/** The most a result may have; `null` for no limit. */
export interface SizeLimits {
  maxWidth: number | null;
  maxHeight: number | null;
}

/** The size of the result: in proportion, within both limits, never larger than the source. */
export function fittedSize({ width, height }: Size, { maxWidth, maxHeight }: SizeLimits): Size {
  const scale = Math.min(1, (maxWidth ?? width) / width, (maxHeight ?? height) / height);
  const fitted = (side: number) => Math.max(1, Math.round(side * scale));
  return { width: fitted(width), height: fitted(height) };
}

export function isSameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
