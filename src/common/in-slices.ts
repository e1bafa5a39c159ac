import { setImmediate as others } from 'node:timers/promises';

/** How long others wait for a slice. */
const SLICE_MS = 10;

/** As `filter`, for many items or slow questions: in between, the process does what else it has to do. */
export async function filterInSlices<T>(items: readonly T[], isWanted: (item: T) => boolean): Promise<T[]> {
  const wanted: T[] = [];
  let until = performance.now() + SLICE_MS;
  for (const item of items) {
    if (isWanted(item)) wanted.push(item);
    if (performance.now() < until) continue;
    await others();
    until = performance.now() + SLICE_MS;
  }
  return wanted;
}
