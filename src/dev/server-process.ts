import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServerName, StartReport, StartRequest } from './server-messages.js';

const SCRIPT = fileURLToPath(new URL('./servers.js', import.meta.url));
const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 30_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
const NOBODY = 65_534;

/** The child process that runs the embedded servers. */
export interface ServerProcess {
  port(server: ServerName): number;
  /** Resolves when the process is gone, and its servers with it. */
  stop(): Promise<void>;
}

/**
 * Starts the servers in a child process. It is bound to this process by its IPC channel alone: when the channel closes,
 * also because this process was killed, the child stops its servers and ends.
 * @throws Error that says which server did not start and why.
 */
export async function startServers(request: StartRequest): Promise<ServerProcess> {
  const log = await openLog(request.dataDir);
  const child = await launch(request, log.descriptor).finally(() => log.close());
  // A child that cannot even begin closes the channel; its exit says more than the failed message.
  child.send(request, () => {});
  const report = await firstReport(child);
  if (report === 'timeout' || 'failed' in report) {
    await end(child);
    throw new Error(
      report === 'timeout' ? `The embedded servers were not ready in time; see ${log.path}` : report.failed,
    );
  }
  if ('code' in report) throw new Error(await explainEnd(report.code, log));

  letThisProcessEnd(child);
  child.once('exit', warnOfUnexpectedEnd);
  return {
    port: (server) => portOf(report.ready, server),
    stop: () => {
      child.off('exit', warnOfUnexpectedEnd);
      return end(child);
    },
  };

  function warnOfUnexpectedEnd(): void {
    process.emitWarning(`The embedded servers ended; see ${log.path}`, 'EmbeddedServers');
  }
}

/** Spawned in a session of its own: a Ctrl-C in the terminal must reach the service alone, which then stops the rest. */
async function launch(request: StartRequest, log: number): Promise<ChildProcess> {
  const [command, ...args] = await commandFor(request);
  const child = spawn(command, args, { stdio: ['ignore', log, log, 'ipc'], detached: true, windowsHide: true });
  try {
    await once(child, 'spawn');
  } catch (error) {
    if (command !== 'setpriv') throw error;
    throw new Error(
      `PostgreSQL does not run as root and there is no setpriv here to change the user. ${WITHOUT_ROOT}`,
      { cause: error },
    );
  }
  return child;
}

const WITHOUT_ROOT = 'Run Fluxbatch as a normal user, or set DATABASE_URL.';

/**
 * PostgreSQL refuses to run as root, so root becomes the owner of the data, at first `nobody`. The capabilities let that
 * user read this checkout and write DATA_DIR wherever they lie, also below a folder only root may enter.
 */
async function commandFor(request: StartRequest): Promise<[string, ...string[]]> {
  if (process.getuid?.() !== 0 || !request.servers.includes('postgres')) return [process.execPath, SCRIPT];
  const data = await stat(join(request.dataDir, 'postgres')).catch(() => null);
  const [user, group] = data && data.uid !== 0 ? [data.uid, data.gid] : [NOBODY, NOBODY];
  const capabilities = '+dac_override,+fowner';
  return [
    'setpriv',
    // PostgreSQL asks with access(2) whether its programs may be run, which would leave the capabilities out otherwise.
    '--securebits=+no_setuid_fixup',
    `--reuid=${user}`,
    `--regid=${group}`,
    '--clear-groups',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
    process.execPath,
    SCRIPT,
  ];
}

async function firstReport(child: ChildProcess): Promise<StartReport | { code: number | null } | 'timeout'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timeout'), START_LIMIT_MS);
    child.once('message', (report: StartReport) => settle(report));
    child.once('exit', (code) => settle({ code }));

    function settle(report: StartReport | { code: number | null }): void {
      clearTimeout(timer);
      resolve(report);
    }
  });
}

/** Closes the channel, which tells the child to stop, and waits for it. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  const gone = once(child, 'exit');
  if (child.connected) child.disconnect();
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await gone;
  clearTimeout(timer);
}

/** A service that has nothing left to do must not be kept alive by its servers. */
function letThisProcessEnd(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function portOf(ports: Partial<Record<ServerName, number>>, server: ServerName): number {
  const port = ports[server];
  if (port === undefined) throw new Error(`The embedded servers started without ${server}`);
  return port;
}

interface Log {
  path: string;
  descriptor: number;
  /** Where this run's lines begin. */
  offset: number;
  close(): Promise<void>;
}

/** What the servers print goes to a file, never to the terminal. It starts anew once it is large. */
async function openLog(dataDir: string): Promise<Log> {
  const path = join(dataDir, 'servers.log');
  const size = await stat(path)
    .then((file) => file.size)
    .catch(() => 0);
  const isLarge = size > LOG_LIMIT_BYTES;
  const file = await open(path, isLarge ? 'w' : 'a', 0o600);
  const shown = relative(process.cwd(), path);
  return {
    path: shown.startsWith('..') ? path : shown,
    descriptor: file.fd,
    offset: isLarge ? 0 : size,
    close: () => file.close(),
  };
}

async function explainEnd(code: number | null, log: Log): Promise<string> {
  const printed = (await readFile(log.path)).subarray(log.offset).toString('utf8').trim();
  const lastLines = printed.split('\n').slice(-10).join('\n');
  const advice = process.getuid?.() === 0 ? ` ${WITHOUT_ROOT}` : '';
  return `The embedded servers ended with code ${code} before they were ready.${advice}\n${lastLines}`;
}
