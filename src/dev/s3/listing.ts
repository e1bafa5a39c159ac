import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListOptions } from 's3rver/lib/stores/filesystem.js';
import { keyOfFile, keyOfFolder } from './key-path.js';

const OBJECT = '._S3rver_object';
const OWN_FOLDERS = /^\._S3rver_/;

/** The keys in a bucket's folder that begin with `prefix` and come after `after`, in order (of UTF-16 code units). */
export async function keysOf(bucketFolder: string, prefix: string, after: string): Promise<string[]> {
  const keys: string[] = [];
  const read = async (folder: string, above: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) {
        if (OWN_FOLDERS.test(entry.name)) continue;
        const path = above + keyOfFolder(entry.name);
        if (mayHold(path, prefix, after)) await read(join(folder, entry.name), path);
      } else if (entry.name.endsWith(OBJECT)) {
        keys.push(above + keyOfFile(entry.name.slice(0, -OBJECT.length)));
      }
    }
  };
  await read(bucketFolder, '');
  return keys.filter((key) => key.startsWith(prefix) && key > after).sort();
}

function mayHold(path: string, prefix: string, after: string): boolean {
  const isInPrefix = path.startsWith(prefix) || prefix.startsWith(path);
  return isInPrefix && (path > after || after.startsWith(path));
}

/** A page of a listing. `nextAfter` is what the next page starts after; null on the last. */
interface Page {
  keys: string[];
  commonPrefixes: string[];
  nextAfter: string | null;
}

/** Cuts one page from ordered keys. Common prefixes count like keys. */
export function pageOf(ordered: string[], options: ListOptions): Page {
  const { delimiter = '', startAfter = '', prefix = '', maxKeys = 1000 } = options;
  const page: Page = { keys: [], commonPrefixes: [], nextAfter: null };
  let last = startAfter;
  for (const key of ordered) {
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const entry = end < 0 ? key : key.slice(0, end + delimiter.length);
    const isRolledUp = entry === last && entry !== key;
    if (isRolledUp) continue;
    if (page.keys.length + page.commonPrefixes.length === maxKeys) return { ...page, nextAfter: last };
    (end < 0 ? page.keys : page.commonPrefixes).push(entry);
    last = entry;
  }
  return page;
}
