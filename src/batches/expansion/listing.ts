import { filterInSlices } from '../../common/in-slices.js';
import { StorageError } from '../../storage/storage-error.js';
import type { Bucket } from '../../storage/bucket.js';
import type { KeptRequest } from '../model/batch-request.js';
import { ROWS_PER_CHUNK } from '../rows/image-rows.js';
import { keyFilter } from '../model/key-filter.js';
import { literalPrefix } from '../model/target-key.js';
import type { SourcePage } from '../model/source.js';

/** The objects under the batch's prefix, a page of the listing at a time; the cursor is the last key. */
export async function* listedPages(
  bucket: Bucket,
  request: KeptRequest,
  cursor: string | null,
): AsyncGenerator<SourcePage> {
  const isWanted = sourceFilter(request);
  for (let behind = cursor; ;) {
    const page = await bucket.list(request.source.prefix ?? '', behind, ROWS_PER_CHUNK);
    const last = page.at(-1);
    if (!last) return;
    // A store that ignores where to go on, or lies, would be listed for ever.
    if (behind !== null && Buffer.compare(Buffer.from(last.key), Buffer.from(behind)) <= 0) throw goesInCircles();
    behind = last.key;
    yield {
      objects: await filterInSlices(page, ({ key, bytes }) => isWanted(key) && !(key.endsWith('/') && bytes === 0)),
      to: behind,
    };
  }
}

function goesInCircles(): StorageError {
  return new StorageError(
    'storage_error',
    'The listing does not go on: expected keys in order, after the last one',
    false,
  );
}

/**
 * Which listed keys are sources. What earlier batches wrote is not: with the default template, a run over a whole
 * bucket would otherwise optimize `optimized/…` into `optimized/optimized/…`.
 */
function sourceFilter({ source, destination }: KeptRequest): (key: string) => boolean {
  const chosen = keyFilter(source);
  const results = literalPrefix(destination.key);
  const inside = results.endsWith('/') && destination.connection === source.connection;
  const skipResults = inside && !(source.prefix ?? '').startsWith(results);
  return (key) => chosen(key) && !(skipResults && key.startsWith(results));
}
