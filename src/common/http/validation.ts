import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { ApiError, type FieldProblem } from '../errors.js';

type Issues = readonly { message: string; path?: readonly (PropertyKey | { key: PropertyKey })[] }[];

/** Validates what `@Body({ schema })` and `@Query({ schema })` name, and tells all wrong fields at once. */
export const schemaValidation = new StandardSchemaValidationPipe({
  exceptionFactory: (issues: Issues) => new ApiError('invalid_request', { fields: issues.flatMap(toProblems) }),
});

/** What is wrong with a field, in the words of every refusal. An object may have several unknown ones. */
export function toProblems(issue: Issues[number]): FieldProblem[] {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
  const unknown = (issue as { code?: string; keys?: string[] }).keys;
  if ((issue as { code?: string }).code === 'unrecognized_keys' && unknown) {
    return unknown.map((key) => ({ path: [...path, key].join('.'), message: 'unknown field' }));
  }
  return [{ path: path.join('.') || 'body', message: issue.message }];
}

/** Text without NUL and other control characters, which PostgreSQL or headers could not carry. Lone surrogates count. */
export const plainText = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'expected text without control characters');

/** Text that becomes the value of a header. No request could carry anything but ASCII. */
export const headerText = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/, 'expected printable ASCII without blanks around it');

/** `?limit=` and `?cursor=` of every list. */
export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: plainText(100).optional(),
});
export type PageQuery = z.infer<typeof pageQuery>;

export interface Page<T> {
  data: T[];
  next: string | null;
}

/** The answer of a list, for the OpenAPI document. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next: z.string().nullable() });

/** Cuts a list read with one row too many into a page; the cursor is the last row's id. */
export function toPage<Row extends { id: string }, T>(rows: Row[], limit: number, view: (row: Row) => T): Page<T> {
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? (page.at(-1)?.id ?? null) : null;
  return { data: page.map(view), next };
}
