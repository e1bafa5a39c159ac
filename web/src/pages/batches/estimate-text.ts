import type { Batch } from '../../api/types';
import { bytes, number } from '../../parts/format';
import { words } from '../../words';

const text = words.batches.estimate;

export type Estimate = NonNullable<Batch['estimate']>;
type Range = Estimate['bytes']['in'];

/** Whether everything that the batch reserves is there; `available` is null when it is unlimited. */
export function isEnough({ compression, ai }: Estimate['credits']): boolean {
  return [compression, ai].every(({ needed, available }) => available === null || needed <= available);
}

/** With a sign for "about", unless every image was tried. */
export function about({ expected, low, high }: Range): string {
  return `${low === high ? '' : '≈ '}${bytes(expected)}`;
}

/** Undefined when nothing is left to chance. */
export function rangeText({ low, high }: Range): string | undefined {
  return low === high ? undefined : text.range(bytes(Math.max(0, low)), bytes(high));
}

export function availableText(available: number | null): string {
  return text.available(available === null ? words.common.unlimited : number(available));
}
