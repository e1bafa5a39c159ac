/**
 * Random worlds against the real services (docs/worlds.md):
 *
 *   npm run test:worlds -- --seeds 1000            that many, from seed 1 or from --first N
 *   npm run test:worlds -- --seed 17               one, ten times over or --times N: the same calls, interleaved anew
 *   npm run test:worlds -- --mutations [--only N]  breaks one rule after the other in a copy; the worlds must fail
 */
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTATIONS } from '../test/worlds/mutations.mjs';
import { copySource, withMutation } from './mutated-copy.mjs';
import { onRightNode } from './node.mjs';
import { ready } from './ready.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A mutation that is not found within so many seeds counts as missed. */
const SEEDS_PER_MUTATION = 60;

const number = { type: 'string' };
const { values: given } = parseArgs({
  options: { seeds: number, first: number, seed: number, times: number, only: number, mutations: { type: 'boolean' } },
});

await onRightNode();
try {
  await ready({ build: true });
  if (given.mutations) await runMutations();
  else if (given.seed) await runWorlds(ROOT, { FIRST_SEED: given.seed, SEEDS: 1, TIMES: given.times ?? 10 });
  else await runWorlds(ROOT, { FIRST_SEED: given.first ?? 1, SEEDS: given.seeds ?? 100, TIMES: given.times ?? 1 });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function runWorlds(root, settings, output = 'inherit') {
  const variables = Object.entries(settings).map(([name, value]) => [`WORLDS_${name}`, String(value)]);
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', 'test/worlds/worlds.spec.ts'];
  const child = spawn(process.execPath, ['--experimental-vm-modules', '--no-warnings', ...jest], {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, ...Object.fromEntries(variables) },
  });
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error('worlds: failed');
}

async function runMutations() {
  const chosen = given.only ? [MUTATIONS[given.only - 1]] : MUTATIONS;
  const copy = await copySource();
  const missed = [];
  try {
    console.log('| # | broken rule | seed | calls | found by |\n| --- | --- | --- | --- | --- |');
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

/** The first failing world's report; null when all were sound. Jest compiles what is mutated. */
async function firstFailure(copy, { rule }) {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  try {
    await runWorlds(copy, { SEEDS: SEEDS_PER_MUTATION, REPORT: report }, 'ignore');
    return null;
  } catch {
    const text = await readFile(report, 'utf8').catch(() => {
      throw new Error(`The worlds did not run with this broken: ${rule}`);
    });
    return JSON.parse(text);
  }
}

function row(report) {
  if (!report) return '- | - | **nothing**';
  const found = [...new Set(report.findings.map(({ foundBy }) => foundBy))];
  return `${report.seed} | ${report.operations} | ${found.join(', ')}`;
}
