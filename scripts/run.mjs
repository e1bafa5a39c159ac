/**
 * Makes the checkout ready (see ready.mjs), then runs a script of `dist` in its place: same terminal, same signals, same
 * exit code.
 *
 *   node scripts/run.mjs main.js                `npm start`
 *   node scripts/run.mjs dev/demo.js [args...]  `npm run demo`
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ready } from './ready.mjs';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error('usage: node scripts/run.mjs <script in dist> [args...]');
  process.exit(2);
}

try {
  await ready({ build: true });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
replaceBy(fileURLToPath(new URL(`../dist/${script}`, import.meta.url)), args);

function replaceBy(path, args) {
  const child = spawn(process.execPath, [path, ...args], {
    stdio: 'inherit',
    env: environment(),
  });
  // In a terminal Ctrl-C reaches the child twice, from the terminal and from here: it must take the second as the first.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

/** sharp encodes on libuv's threads: as many as cores, and some for files and names, which share them. */
function environment() {
  const threads = String(Math.max(4, availableParallelism() + 3));
  return { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE || threads };
}
