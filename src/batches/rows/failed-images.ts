import type { Sql } from '../../database/database.service.js';
import { ROWS_PER_CHUNK } from './image-rows.js';
import { REASONS } from '../model/statuses.js';
import type { SourceObject, SourcePage } from '../model/source.js';
import { failedImages } from './images.sql.js';

/**
 * The failed images of a batch that has ended, as the sources of a new one. They keep their targets; their ETags are
 * left out, because the objects are read as they are now.
 */
export async function* failedPages(
  sql: Sql,
  { retryOf, reason }: { retryOf: string; reason?: string[] },
  cursor: string | null,
): AsyncGenerator<SourcePage> {
  const reasons = [...new Set(reason ?? REASONS)];
  for (let behind = cursor ?? ''; ;) {
    const rows = await sql.run<Omit<SourceObject, 'etag'>>(failedImages, [retryOf, reasons, behind, ROWS_PER_CHUNK]);
    const last = rows.at(-1);
    if (!last) return;
    behind = last.key;
    yield { objects: rows.map((row) => ({ ...row, etag: null })), to: behind };
  }
}
