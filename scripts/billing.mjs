/**
 * Random orders of Stripe's events against the real services (docs/billing.md):
 *
 *   npm run test:billing -- --orders 504     that many, from seed 1 or from --first N
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const number = { type: 'string' };
const { values: given } = parseArgs({ options: { orders: number, first: number } });

await onRightNode();
await ready({ build: true });
const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--runInBand', 'test/billing/orders.spec.ts'];
const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, BILLING_ORDERS: given.orders ?? '504', BILLING_FIRST_SEED: given.first ?? '1' },
});
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
