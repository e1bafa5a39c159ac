/** A copy of the source in which one rule at a time is broken: what the worlds and the chaos seeds prove themselves on. */
import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The source with its build, beside the dependencies of this checkout. */
export async function copySource() {
  const copy = await mkdtemp(join(tmpdir(), 'fluxbatch-mutations-'));
  const outside = new Set(['node_modules', '.git', '.data', '.cache', 'coverage']);
  const filter = (path) => !outside.has(path.slice(ROOT.length).split(sep)[0]);
  await cp(ROOT, copy, { recursive: true, filter });
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Breaks a rule in the copy for as long as `work` takes. */
export async function withMutation(copy, { rule, file, from, to }, work) {
  const path = join(copy, file);
  const source = await readFile(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} does not have exactly once what breaks: ${rule}`);
  await writeFile(
    path,
    source.replace(from, () => to),
  );
  try {
    return await work();
  } finally {
    await writeFile(path, source);
  }
}
