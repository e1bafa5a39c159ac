/**
 * Runs one of the tests that take too long for every change:
 *
 *   npm run test:long                     the list
 *   npm run test:long -- chaos --seeds 50
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { choose } from './choose.mjs';
import { runJest } from './jest.mjs';
import { runSeeds } from './long/seeds.mjs';
import { tryUpgrade } from './long/upgrade.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';
import { runProgram } from './run.mjs';

const SEEDS = '[--seeds N | --seed N | --mutations]';
const LONG_TESTS = {
  worlds: {
    about: `random worlds prove the credits (docs/worlds.md) ${SEEDS}`,
    run: (args) => runSeeds('worlds', args),
  },
  chaos: {
    about: `killed processes and lost parts prove recovery (docs/chaos.md) [--lanes N] ${SEEDS}`,
    run: (args) => runSeeds('chaos', args),
  },
  fuzz: { about: 'every call of the API with random values (docs/security.md) [--seed N] [--calls N]', run: fuzz },
  billing: { about: "Stripe's events in random orders (docs/billing.md) [--orders N] [--first N]", run: billing },
  earned: {
    about:
      'plans are switched in random sequences, and nothing is gained (src/credits/README.md) [--sequences N] [--first N]',
    run: earned,
  },
  ai: { about: 'the pace of AI calls at full size', run: ai },
  restart: { about: 'every role restarted under load, one process after the other', run: restart },
  upgrade: { about: 'the previous version beside this one (docs/decisions.md) [--from commit]', run: tryUpgrade },
  soak: { about: 'a mixed load for half an hour [--minutes N]', run: (args) => runProgram('bench/soak.ts', args) },
  attack: {
    about: 'attacks on a running service (docs/security.md) [--service <another checkout, built>] [-t <name>] [suite…]',
    run: attack,
  },
  browser: { about: 'the dashboard in Chromium; CHROMIUM names another than /usr/bin/chromium', run: browser },
};

const { entry, args } = choose('npm run test:long', LONG_TESTS);
await onRightNode();
try {
  await ready({ build: true });
  await entry.run(args);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function fuzz(given) {
  const options = { seed: { type: 'string', default: '1' }, calls: { type: 'string', default: '10000' } };
  const { seed, calls } = parseArgs({ args: given, options }).values;
  await runJest(['--runInBand', 'test/fuzz'], { env: { FUZZ_SEED: seed, FUZZ_CALLS: calls } });
}

async function billing(given) {
  const options = { orders: { type: 'string', default: '504' }, first: { type: 'string', default: '1' } };
  const { orders, first } = parseArgs({ args: given, options }).values;
  const env = { BILLING_ORDERS: orders, BILLING_FIRST_SEED: first };
  await runJest(['--runInBand', 'test/billing/orders.spec.ts'], { env });
}

async function earned(given) {
  const options = { sequences: { type: 'string', default: '10000' }, first: { type: 'string', default: '1' } };
  const { sequences, first } = parseArgs({ args: given, options }).values;
  const env = { EARNED_SEQUENCES: sequences, EARNED_FIRST_SEED: first };
  await runJest(['--runInBand', 'test/billing/earned.spec.ts'], { env });
}

async function ai(given) {
  await runJest(['test/ai/pace.spec.ts', ...given], { env: { AI_FULL_SIZE: 'true' } });
}

async function restart(given) {
  await runJest(['--testMatch', '**/*.restart.ts', '--runInBand', ...given]);
}

async function attack(given) {
  const options = { service: { type: 'string', default: '' }, test: { type: 'string', short: 't', default: '' } };
  const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true });
  const env = { ATTACK_SERVICE: values.service && resolve(values.service) };
  await runJest(['--testMatch', '**/*.attack.ts', '--runInBand', '-t', values.test, ...positionals], { env });
}

/** Pictures of every page go to a temporary folder that is printed. */
async function browser(given) {
  const CHROMIUM = process.env.CHROMIUM || '/usr/bin/chromium';
  if (!existsSync(CHROMIUM)) throw new Error(`There is no ${CHROMIUM}: apt-get install -y chromium, or set CHROMIUM`);
  await runJest(['-c', 'jest.browser.config.js', '--forceExit', ...given], { env: { CHROMIUM } });
}
