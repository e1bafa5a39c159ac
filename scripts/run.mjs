/**
 * Makes the checkout ready (see ready.mjs), then runs a script of `dist` in its place: same terminal, same signals, same
 * exit code.
 *
 *   node scripts/run.mjs main.js                `npm start`
 *   node scripts/run.mjs dev/demo.js [args...]  `npm run demo`
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { becomeProcess } from './child.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const [script, ...args] = process.argv.slice(2);
if (!script) {
  console.error('usage: node scripts/run.mjs <script in dist> [args...]');
  process.exit(2);
}

await onRightNode();
try {
  await ready({ build: true });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const program = fileURLToPath(new URL(`../dist/${script}`, import.meta.url));
await becomeProcess(process.execPath, [program, ...args], { env: environment() });

/** sharp encodes on libuv's threads: as many as cores, and some for files and names, which share them. */
function environment() {
  const threads = String(Math.max(4, availableParallelism() + 3));
  return { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE || threads };
}
