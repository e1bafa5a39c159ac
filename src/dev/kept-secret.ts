import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';

/**
 * The secret in the file at `path`; made by `make` when there is none yet. The file appears whole and once, so two
 * processes that start together read the same secret. Only its owner may read it.
 */
export async function keptSecret(path: string, make: () => string): Promise<string> {
  const kept = await readIfPresent(path);
  if (kept !== null) return kept;
  await createOnce(path, make());
  return (await readFile(path, 'utf8')).trim();
}

/** Creates a file with its whole content. Resolves to false, and changes nothing, when it exists already. */
export async function createOnce(path: string, content: string): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${content}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft);
  }
}

/** The trimmed content of a file, or null when it does not exist. */
export async function readIfPresent(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
