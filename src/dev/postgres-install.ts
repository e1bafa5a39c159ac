import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

interface Link {
  source: string;
  target: string;
}

const READ_AND_RUN = 0o555;

/**
 * Does what npm packages leave to install scripts, which not every install runs: their files may come without the right
 * to be run, and never as symbolic links, so PostgreSQL's libraries lack the names they call each other by.
 * @param programs paths in `native/bin` of the package
 */
export async function completeInstall(programs: string[]): Promise<void> {
  for (const program of programs) await makeRunnable(program);
  const folders = new Set(programs.map((program) => join(dirname(program), '..', '..')));
  for (const folder of folders) await restoreLibraryLinks(folder);
}

async function makeRunnable(program: string): Promise<void> {
  const { mode } = await stat(program);
  // Asked first: the packages may be on a disk that can only be read, where everything is as it should be.
  if ((mode & READ_AND_RUN) !== READ_AND_RUN) await chmod(program, mode | READ_AND_RUN);
}

async function restoreLibraryLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as Link[]) {
    await symlink(relative(dirname(target), source), join(folder, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
