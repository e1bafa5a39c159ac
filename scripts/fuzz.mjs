/**
 * Random and boundary values against every operation of the OpenAPI document (docs/security.md):
 *
 *   npm run test:fuzz                        10,000 calls from seed 1
 *   npm run test:fuzz -- --seed 7 --calls 500
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values: given } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, calls: { type: 'string', default: '10000' } },
});

await onRightNode();
try {
  await ready({ build: true });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const jest = ['node_modules/jest/bin/jest.js', '--runInBand', 'test/fuzz'];
const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED: given.seed, FUZZ_CALLS: given.calls },
});
child.once('exit', (code) => (process.exitCode = code ?? 1));
