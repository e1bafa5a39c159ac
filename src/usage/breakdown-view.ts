import { z } from 'zod';
import { pageOf } from '../common/http/validation.js';
import { count } from '../events/schemas/usage.js';
import { BREAKDOWNS, type Breakdown } from './breakdown-query.js';

/** A row as the statements answer it; the id says which day, key, person, connection or batch. */
export interface BreakdownRow {
  id: string;
  name: string | null;
  masked: string | null;
  compression: number;
  ai: number;
  succeeded: number;
  failed: number;
  unchanged: number | null;
  bytes_saved: number;
}

const nothingKnown = 'null: by something else, or before this was counted';
const named = z.object({
  id: z.string(),
  name: z.string().nullable().describe('null for what was deleted, and for people who left'),
});

/** What was used for one day, key, person, connection or batch: the field named as `by` says which. */
const breakdownRow = z.object({
  day: z.iso.date().optional(),
  key: named.extend({ masked: z.string().nullable() }).nullable().optional().describe(nothingKnown),
  person: named.nullable().optional().describe(nothingKnown),
  connection: named.nullable().optional().describe('null: uploaded files'),
  batch: z.object({ id: z.string() }).optional(),
  credits: z.object({ compression: count, ai: count.describe('Of the plan and of top-ups') }),
  images: z.object({
    succeeded: count,
    failed: count,
    unchanged: count.nullable().describe('Skipped, because their result was there already; null by batch'),
  }),
  bytesSaved: count,
});
export type BreakdownView = z.infer<typeof breakdownRow>;

export const breakdownResponse = pageOf(breakdownRow).extend({
  by: z.enum(BREAKDOWNS),
  from: z.iso.date().describe('The first day'),
  to: z.iso.date().describe('The day behind the last'),
});

export function breakdownView(by: Breakdown, row: BreakdownRow): BreakdownView {
  const { compression, ai, succeeded, failed, unchanged, bytes_saved: bytesSaved } = row;
  const figures = { credits: { compression, ai }, images: { succeeded, failed, unchanged }, bytesSaved };
  return { ...subjectOf(by, row), ...figures };
}

function subjectOf(by: Breakdown, { id, name, masked }: BreakdownRow): Partial<BreakdownView> {
  switch (by) {
    case 'day':
      return { day: id };
    case 'key':
      return { key: id === '' ? null : { id, name, masked } };
    case 'batch':
      return { batch: { id } };
    default:
      return { [by]: id === '' ? null : { id, name } };
  }
}

/** The header of the CSV file, and a row of it. */
export function breakdownHeader(by: Breakdown): string[] {
  const subject = by === 'day' || by === 'batch' ? [by] : [by, `${by}Name`];
  return [...subject, 'compressionCredits', 'aiCredits', 'succeeded', 'failed', 'unchanged', 'bytesSaved'];
}

export function breakdownFields(by: Breakdown, row: BreakdownRow): (string | number | null)[] {
  const subject = by === 'day' || by === 'batch' ? [row.id] : [row.id, row.name];
  return [...subject, row.compression, row.ai, row.succeeded, row.failed, row.unchanged, row.bytes_saved];
}
