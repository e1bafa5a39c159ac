/**
 * Everything a change must pass: lint, the floors of the house, formatting, types, unit and integration tests. Installs
 * and builds what it needs first. Arguments go to Jest, and only Jest runs then:
 *
 *   npm test
 *   npm test -- test/batches/main-job.spec.ts -t "named keys"
 *   npm run lint                               all but Jest
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CHECKS } from './checks.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const JEST = ['jest/bin/jest.js', ['--experimental-vm-modules', '--no-warnings']];

await onRightNode();
const given = process.argv.slice(2);
try {
  await ready({ build: true });
  const onlyChecks = given[0] === '--checks';
  if (given.length === 0 || onlyChecks)
    await Promise.all(CHECKS.map(([name, script, args]) => check(name, script, args)));
  if (!onlyChecks) await check('tests', JEST[0], given, JEST[1]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function check(name, script, args, nodeFlags = []) {
  const began = Date.now();
  const command = [...nodeFlags, `node_modules/${script}`, ...args];
  const child = spawn(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`${name}: failed`);
  console.error(`${name}: passed in ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
