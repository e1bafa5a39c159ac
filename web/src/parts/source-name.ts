import type { Batch } from '../api/types';
import { words } from '../words';

/** A batch's source in few words. */
export function sourceName({ source }: Pick<Batch, 'source'>): string {
  const { prefix, keyCount, manifest, retryOf, upload } = source;
  const name = words.batches.source;
  if (upload) return name.upload(upload.files);
  if (retryOf) return name.retry(retryOf);
  if (manifest) return name.manifest(manifest);
  return prefix === undefined ? name.keys(keyCount ?? 0) : name.prefix(prefix);
}
