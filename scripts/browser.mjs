/**
 * Tries the dashboard in a real browser. Installs and builds what it needs, but not the browser:
 *
 *   apt-get install -y chromium
 *   npm run test:browser [-- arguments for Jest]
 *
 * `CHROMIUM` names another one than /usr/bin/chromium. Pictures of every page go to a temporary folder that is printed.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
const JEST = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];

await onRightNode();
try {
  if (!existsSync(CHROMIUM)) throw new Error(`There is no ${CHROMIUM}: apt-get install -y chromium, or set CHROMIUM`);
  await ready({ build: true });
  const args = [...JEST, '-c', 'jest.browser.config.js', '--forceExit', ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, CHROMIUM } });
  process.exitCode = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
