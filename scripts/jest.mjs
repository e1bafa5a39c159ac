import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs Jest to its end. @throws when a test fails
 * @param options `root`: another checkout than this; `env`: variables beside those of this process; `output`: where what it prints goes
 */
export async function runJest(args, { root = ROOT, env = {}, output = 'inherit' } = {}) {
  const jest = ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')];
  const child = spawn(process.execPath, [...jest, ...args], {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error('tests: failed');
}
