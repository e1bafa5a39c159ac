/**
 * Seeds of orders and faults against the service as separate processes (docs/chaos.md):
 *
 *   npm run test:chaos -- --seeds 50 [--first N] [--lanes N]   that many, so many of them at the same time
 *   npm run test:chaos -- --seed 17 [--times N]                one, five times over: the same plan, met in another moment
 *   npm run test:chaos -- --mutations [--only N]               breaks one rule after the other in a copy; a seed must fail
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTATIONS } from '../test/chaos/mutations.mjs';
import { copySource, withMutation } from './mutated-copy.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A mutation that is not found within so many seeds counts as missed. */
const SEEDS_PER_MUTATION = 10;

const number = { type: 'string' };
const { values: given } = parseArgs({
  options: {
    seeds: number,
    first: number,
    seed: number,
    times: number,
    lanes: number,
    only: number,
    mutations: { type: 'boolean' },
  },
});
/** A seed mostly waits. */
const LANES = given.lanes ?? Math.min(8, availableParallelism() + 1);

await onRightNode();
try {
  await ready({ build: true });
  if (given.mutations) await runMutations();
  else if (given.seed) await runChaos(ROOT, { FIRST_SEED: given.seed, SEEDS: 1, TIMES: given.times ?? 5 });
  else await runChaos(ROOT, { FIRST_SEED: given.first ?? 1, SEEDS: given.seeds ?? 50, TIMES: given.times ?? 1 });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function runChaos(root, settings, output = 'inherit') {
  const variables = Object.entries({ LANES, ...settings }).map(([name, value]) => [`CHAOS_${name}`, String(value)]);
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', 'test/chaos/chaos.spec.ts'];
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest], {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...Object.fromEntries(variables) },
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error('chaos: failed');
}

async function runMutations() {
  const chosen = given.only ? [MUTATIONS[given.only - 1]] : MUTATIONS;
  const copy = await copySource();
  const missed = [];
  try {
    console.log('| # | broken rule | seed | found by |\n| --- | --- | --- | --- |');
    for (const mutation of chosen) {
      const report = await withMutation(copy, mutation, () => firstFailure(copy, mutation));
      if (!report) missed.push(mutation.rule);
      console.log(`| ${MUTATIONS.indexOf(mutation) + 1} | ${mutation.rule} | ${row(report)} |`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  if (missed.length > 0) throw new Error(`not found: ${missed.join('; ')}`);
}

/** The first failing seed's report; null when all were sound. The roles run from the build, so the copy is built anew. */
async function firstFailure(copy, { rule }) {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  const { ready: build } = await import(join(copy, 'scripts/ready.mjs'));
  await build({ build: true });
  try {
    await runChaos(copy, { SEEDS: SEEDS_PER_MUTATION, REPORT: report }, 'ignore');
    return null;
  } catch {
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`The seeds did not run with this broken: ${rule}`);
    });
    return JSON.parse(text);
  }
}

function row(report) {
  if (!report) return '- | **nothing**';
  const found = [...new Set(report.findings.map(({ foundBy }) => foundBy))];
  for (const { foundBy, what } of report.findings) console.error(`  ${foundBy}: ${what.split('\n')[0]}`);
  return `${report.seed} | ${found.join(', ')}`;
}
