import { bold } from './paint.js';
import { count, size } from './table.js';
import type { Estimate } from './types.js';

type Need = Estimate['credits']['ai'];
type Range = Estimate['bytes']['in'];

/** What a dry run found, for a person. */
export function describeEstimate(id: string, { images, byExtension, sample, bytes, credits }: Estimate): string {
  const kinds = Object.entries(byExtension).map(([extension, number]) => `${count(number)} ${extension || 'without'}`);
  const others = Object.entries({ ...sample.skipped, ...sample.failed }).map(([reason, n]) => `${n} ${reason}`);
  return [
    bold(`${count(images)} images`) + (kinds.length > 0 ? `: ${kinds.join(', ')}` : ''),
    `  of a sample of ${sample.images}: ${[`${sample.succeeded} succeeded`, ...others].join(', ')}`,
    `  ${range(bytes.in, size)} now, ${range(bytes.saved, size)} less afterwards`,
    `  compression credits: ${need(credits.compression)}`,
    `  AI credits: ${need(credits.ai)}`,
    `  to run it: fluxbatch start ${id} --wait`,
  ].join('\n');
}

function range({ expected, low, high }: Range, show: (value: number) => string): string {
  return show(low) === show(high) ? show(expected) : `${show(expected)} (${show(low)} to ${show(high)})`;
}

function need({ needed, available, expectedUse }: Need): string {
  if (needed === 0) return 'none';
  const left = available === null ? 'unlimited' : `${count(available)} left`;
  return `${count(needed)} are held (${left}), ${range(expectedUse, count)} used`;
}
