import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Environment } from '../../src/config/environment.js';
import { stoppable } from './leftovers.js';

const WRONG_CLOCK = new URL('wrong-clock.mjs', import.meta.url);
const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

/** A worker as a process of its own, see `startRole`. */
export function startWorker(environment: Environment) {
  return startRole('worker', environment);
}

/** A worker whose clock is so many milliseconds ahead of all others. */
export function startWorkerAhead(milliseconds: number, environment: Environment) {
  return startRole('worker', environment, {
    NODE_OPTIONS: `--import=${WRONG_CLOCK.href}`,
    WRONG_CLOCK_MS: String(milliseconds),
  });
}

/** Some of the service's roles as a process of its own, from the build, on the servers of a suite's service. */
export async function startRole(role: string, environment: Environment, node: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, ['--no-warnings', MAIN], {
    env: { ...process.env, ...environment, ROLE: role, NODE_OPTIONS: '', ...node },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => (printed += bytes.toString('utf8')));
  }
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The ${role} did not start:\n${printed}`))),
  ]);
  stoppable(async () => child.kill('SIGKILL'));
  return {
    /** Sends a signal and waits until the process is gone. Answers its exit code; null when the signal itself ended it. */
    async end(signal: NodeJS.Signals): Promise<number | null> {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      return child.exitCode;
    },
    /** All it said so far. */
    get printed(): string {
      return printed;
    },
    get running(): boolean {
      return child.exitCode === null && child.signalCode === null;
    },
  };
}
export type WorkerProcess = Awaited<ReturnType<typeof startRole>>;
