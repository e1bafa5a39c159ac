import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { link, readFile, rename, rm } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createOnce, readIfPresent } from './kept-secret.js';

/** How to ask the holder of a lock whether it is still there. A process id alone says little: ids are used again. */
interface Holder {
  pid: number;
  /** On 127.0.0.1; who connects is told `<token> running` or `<token> stopping`. */
  port: number;
  token: string;
}

type HolderState = 'running' | 'stopping' | 'gone';

const ANSWER_LIMIT_MS = 3_000;
/** A holder whose service was just killed says `running` for a moment. */
const GRACE_MS = 1_500;
const STOPPING_LIMIT_MS = 25_000;

/**
 * Keeps two Fluxbatches off one DATA_DIR for as long as this process lives. Waits for a holder that is stopping and takes
 * over from one that was killed. The lock says that it is stopping once `stopping` is aborted.
 * @throws Error when another Fluxbatch is using the folder.
 */
export async function lockDataDir(dataDir: string, stopping: AbortSignal): Promise<void> {
  const path = join(dataDir, 'lock');
  const self = await answerAsHolder(stopping);
  const began = Date.now();
  while (!(await createOnce(path, JSON.stringify(self)))) {
    const content = await readIfPresent(path);
    if (content === null) continue;
    const holder = parseHolder(content);
    const state = await stateOf(holder);
    const waited = Date.now() - began;
    if (state === 'gone') await removeStale(path, content);
    else if (waited > (state === 'running' ? GRACE_MS : STOPPING_LIMIT_MS)) throw inUse(dataDir, holder);
    else await sleep(100);
  }
}

async function answerAsHolder(stopping: AbortSignal): Promise<Holder> {
  const token = randomUUID();
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end(`${token} ${stopping.aborted ? 'stopping' : 'running'}`);
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return { pid: process.pid, port: (server.address() as AddressInfo).port, token };
}

function parseHolder(content: string): Holder | null {
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return null;
  }
}

async function stateOf(holder: Holder | null): Promise<HolderState> {
  if (!holder) return 'gone';
  const answer = await ask(holder.port);
  if (answer === 'silence') return isAlive(holder.pid) ? 'running' : 'gone';
  if (answer === `${holder.token} running`) return 'running';
  return answer === `${holder.token} stopping` ? 'stopping' : 'gone';
}

/** What listens on the port says: its answer, nothing in time (`silence`), or an empty text when nobody is there. */
async function ask(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1');
    socket.setTimeout(ANSWER_LIMIT_MS, () => {
      resolve('silence');
      socket.destroy();
    });
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => (answer += text));
    socket.on('error', () => resolve(''));
    socket.on('end', () => resolve(answer));
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Moves the lock away and looks at what was moved: another process may have replaced the stale one in between. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = (await readFile(aside, 'utf8')).trim();
  if (moved !== stale) await link(aside, path).catch(() => {});
  await rm(aside);
}

function inUse(dataDir: string, holder: Holder | null): Error {
  return new Error(
    `Another Fluxbatch (process ${holder?.pid}) is using ${dataDir}. Stop it, or give this one a DATA_DIR of its own.`,
  );
}
