/**
 * Makes the checkout ready (see ready.mjs), then runs one of its programs in place of this process: same terminal, same
 * signals, same exit code.
 *
 *   node scripts/run.mjs dist/main.js                     `npm start`
 *   node scripts/run.mjs examples/demo/main.ts [args...]  `npm run demo`
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { becomeProcess } from './child.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

/** @param program its path below the root of the checkout */
export async function runProgram(program, args) {
  try {
    await ready({ build: true });
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  const path = fileURLToPath(new URL(`../${program}`, import.meta.url));
  await becomeProcess(process.execPath, [path, ...args], { env: environment() });
}

/** sharp encodes on libuv's threads: as many as cores, and some for files and names, which share them. */
function environment() {
  const threads = String(Math.max(4, availableParallelism() + 3));
  return { ...process.env, UV_THREADPOOL_SIZE: process.env.UV_THREADPOOL_SIZE || threads };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [program, ...args] = process.argv.slice(2);
  if (!program) {
    console.error('usage: node scripts/run.mjs <program> [args...]');
    process.exit(2);
  }
  await onRightNode();
  await runProgram(program, args);
}
