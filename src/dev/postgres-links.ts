import { readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

interface Link {
  source: string;
  target: string;
}

/**
 * npm packages hold no symbolic links: PostgreSQL's libraries come without the names they call each other by, and a
 * list of them for an install script. Installs that run no scripts leave that to us.
 * @param program any of PostgreSQL's programs, in `native/bin` of its package
 */
export async function restoreLibraryLinks(program: string): Promise<void> {
  const folder = join(dirname(program), '..', '..');
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
