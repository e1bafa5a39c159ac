import { z } from 'zod';
import { ApiError } from '../common/errors.js';

/** Where a run over all sealed texts stands. */
export interface ResealCursor {
  /** Which of the columns. */
  column: number;
  /** The key of the last row that was looked at. */
  behind: string[];
  /** How many texts did not open, since the run's first page. */
  unreadable: number;
}

const shape = z.tuple([z.int().min(0), z.array(z.string()), z.int().min(0)]);

export function writeCursor({ column, behind, unreadable }: ResealCursor): string {
  return Buffer.from(JSON.stringify([column, behind, unreadable])).toString('base64url');
}

/** @throws ApiError `invalid_request` */
export function readCursor(text: string, columns: { keyColumns: number }[]): ResealCursor {
  try {
    const [column, behind, unreadable] = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    const fits = behind.length === columns[column]?.keyColumns && !behind.some((part) => part.includes('\0'));
    if (fits) return { column, behind, unreadable };
  } catch {
    // Falls through: whatever is wrong with it, it is not ours.
  }
  throw ApiError.field('after', 'expected the next of an earlier answer');
}
