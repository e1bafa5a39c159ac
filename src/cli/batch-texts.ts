import { EXIT, type ExitCode } from './failure.js';
import { bold } from './paint.js';
import { duration } from './progress.js';
import { count, percent, size } from './table.js';
import type { Batch } from './types.js';

/** What became of a batch, or how far it is. */
export function describe(batch: Batch): string {
  const { id, status, images, bytes, credits, progress } = batch;
  const counts = (['succeeded', 'failed', 'skipped', 'canceled', 'processing', 'queued'] as const)
    .filter((name) => images[name] > 0)
    .map((name) => `${count(images[name])} ${name}`);
  const lines = [
    bold(`${id} ${status}${took(batch)}`),
    `  ${count(images.total)} images${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`,
  ];
  if (bytes.in > 0) lines.push(`  ${size(bytes.in)} became ${size(bytes.out)}: ${change(bytes.saved / bytes.in)}`);
  const { compression, ai } = credits;
  lines.push(`  credits: ${count(compression.used)} for compression, ${count(ai.used)} for AI`);
  if (progress.etaSeconds) lines.push(`  ${progress.imagesPerSecond} images/s, ${duration(progress.etaSeconds)} left`);
  if (batch.error) lines.push(`  error: ${errorText(batch.error)}`);
  if (images.failed > 0) lines.push(`  which failed and why: fluxbatch report ${id}`);
  return lines.join('\n');
}

/** Nothing of such a batch was run. */
const REFUSED = new Set<unknown>(['insufficient_credits', 'budget_exceeded']);

/** What the process says of a batch that has ended. */
export function exitCodeOf({ status, images, error }: Batch): ExitCode {
  if (status === 'failed' && REFUSED.has(error?.code)) return EXIT.refused;
  return ['failed', 'canceled'].includes(status) || images.failed > 0 ? EXIT.incomplete : EXIT.ok;
}

function took({ startedAt, endedAt }: Batch): string {
  return startedAt && endedAt ? ` in ${duration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)}` : '';
}

/** Results may be larger than their sources where another format was asked for. */
function change(savedRatio: number): string {
  return savedRatio < 0 ? `${percent(-savedRatio)} more` : `${percent(savedRatio)} saved`;
}

function errorText(error: NonNullable<Batch['error']>): string {
  const { code, message, error: text } = error as { code?: string; message?: string; error?: string };
  return message ?? text ?? code ?? JSON.stringify(error);
}
