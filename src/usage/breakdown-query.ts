import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import { pageQuery } from '../common/http/validation.js';

const DAY_MS = 86_400_000;
/** A leap year. */
const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

export const BREAKDOWNS = ['day', 'key', 'person', 'connection', 'batch'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

const moment = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'expected a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z',
  })
  .transform((text) => new Date(text));

/** `GET /api/usage/breakdown`. Days are those of UTC. */
export const breakdownQuery = pageQuery.extend({
  by: z.enum(BREAKDOWNS).describe('What each row is for'),
  from: moment.optional().describe('A day or a time; its whole day counts. Left out: 30 days before `to`'),
  to: moment
    .optional()
    .describe('The first day that does not count, or a time whose whole day does. Left out: until now'),
  format: z.enum(['json', 'csv']).optional().describe('`csv`: all rows at once, as with `Accept: text/csv`'),
});
export type BreakdownQuery = z.infer<typeof breakdownQuery>;

/** Whole days: the first, and the one behind the last. */
export interface Days {
  from: string;
  to: string;
}

/** All days that the asked time touches. @throws ApiError for a time that ends before it begins, or is too long */
export function daysOf({ from, to }: Pick<BreakdownQuery, 'from' | 'to'>, now: Date): Days {
  const end = Math.ceil((to?.getTime() ?? now.getTime() + 1) / DAY_MS);
  const start = from ? Math.floor(from.getTime() / DAY_MS) : end - DEFAULT_DAYS;
  if (start >= end) throw ApiError.field('from', 'expected a time before `to`');
  if (end - start > MAX_DAYS) throw ApiError.field('from', `expected at most ${MAX_DAYS} days before \`to\``);
  return { from: dayText(start), to: dayText(end) };
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
