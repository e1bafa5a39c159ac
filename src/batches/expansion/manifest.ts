import type { Readable } from 'node:stream';
import { ApiError } from '../../common/errors.js';
import { filterInSlices } from '../../common/in-slices.js';
import { objectKey } from '../model/batch-request.js';
import { ROWS_PER_CHUNK } from '../rows/image-rows.js';
import { ManifestProblem, manifestRecords } from './manifest-records.js';
import type { SourceObject, SourcePage } from '../model/source.js';

/** Rows passed over between two signs of life: far less than a lease's worth. */
const PASSED_OVER_AT_ONCE = 50_000;
/** An ETag as S3 writes it; quotes may be left out, and a mark of weakness means nothing to S3. */
const ETAG = /^(?:W\/)?"?([\x21\x23-\x7e]{1,200}?)"?$/;

/**
 * The objects a manifest names, a page at a time; the cursor counts its rows. Going on reads it from its beginning: what
 * is compressed can be read in no other way. While rows are passed over, null says that it gets on.
 * @throws ApiError `invalid_request` that names the line
 */
export async function* manifestPages(
  bytes: Readable,
  isWanted: (key: string) => boolean,
  cursor: string | null,
): AsyncGenerator<SourcePage | null> {
  const begin = Number(cursor ?? 0);
  let row = 0;
  let objects: SourceObject[] = [];
  const wanted = (page: SourceObject[]) => filterInSlices(page, ({ key }) => isWanted(key));
  try {
    for await (const record of manifestRecords(bytes)) {
      row += 1;
      if (row <= begin) {
        if (row % PASSED_OVER_AT_ONCE === 0) yield null;
        continue;
      }
      objects.push(sourceObject(record));
      if ((row - begin) % ROWS_PER_CHUNK > 0) continue;
      yield { objects: await wanted(objects), to: String(row) };
      objects = [];
    }
  } catch (error) {
    throw error instanceof ManifestProblem ? ApiError.field('source.manifest', error.message) : error;
  }
  if (row === 0) throw ApiError.field('source.manifest', 'names no object');
  if (row > begin) yield { objects: await wanted(objects), to: String(row) };
}

function sourceObject({ key, etag, line }: { key: unknown; etag: unknown; line: number }): SourceObject {
  const valid = objectKey.safeParse(key);
  if (!valid.success)
    throw new ManifestProblem(line, `key: ${valid.error.issues[0]?.message ?? 'expected an object key'}`);
  if (etag === undefined || etag === null || etag === '') return { key: valid.data, etag: null };
  const value = typeof etag === 'string' ? ETAG.exec(etag)?.[1] : undefined;
  if (value === undefined) throw new ManifestProblem(line, 'etag: expected an ETag');
  return { key: valid.data, etag: `"${value}"` };
}
