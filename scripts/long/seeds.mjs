/**
 * Suites of random seeds: `worlds` of credits and `chaos` of killed processes. Each runs many seeds, or one again and again, or
 * proves itself on mutations: one rule after the other is broken in a copy of the source, and a seed must fail.
 */
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runJest } from '../jest.mjs';
import { copySource, withMutation } from './mutated-copy.mjs';

const SUITES = {
  /** Jest compiles what is mutated. */
  worlds: { seeds: 100, times: 10, seedsPerMutation: 60, runsTheBuild: false },
  /** Lanes are seeds at the same time: a seed mostly waits. */
  chaos: {
    seeds: 50,
    times: 5,
    seedsPerMutation: 10,
    runsTheBuild: true,
    lanes: Math.min(8, availableParallelism() + 1),
  },
};

/**
 * @param name of the suite: its folder in `test/` and the start of its variables
 * @throws when a seed failed, or with `--mutations` when none did
 */
export async function runSeeds(name, args) {
  const number = { type: 'string' };
  const options = { seeds: number, first: number, seed: number, times: number, lanes: number, only: number };
  const { values: given } = parseArgs({ args, options: { ...options, mutations: { type: 'boolean' } } });
  const suite = { name, ...SUITES[name], ...(given.lanes && { lanes: given.lanes }) };
  if (given.mutations) await runMutations(suite, given.only);
  else if (given.seed) await run(suite, { FIRST_SEED: given.seed, SEEDS: 1, TIMES: given.times ?? suite.times });
  else await run(suite, { FIRST_SEED: given.first ?? 1, SEEDS: given.seeds ?? suite.seeds, TIMES: given.times ?? 1 });
}

/** @param where `root` and `output` as Jest's runner takes them */
async function run({ name, lanes }, settings, where = {}) {
  const wanted = Object.entries({ ...(lanes && { LANES: lanes }), ...settings });
  const env = Object.fromEntries(wanted.map(([key, value]) => [`${name.toUpperCase()}_${key}`, String(value)]));
  await runJest(['--runInBand', `test/${name}/${name}.spec.ts`], { env, ...where });
}

async function runMutations(suite, only) {
  const { MUTATIONS } = await import(`../../test/${suite.name}/mutations.mjs`);
  const chosen = only ? [MUTATIONS[only - 1]] : MUTATIONS;
  const copy = await copySource();
  const missed = [];
  try {
    console.log('| # | broken rule | seed | found by |\n| --- | --- | --- | --- |');
    for (const mutation of chosen) {
      const report = await withMutation(copy, mutation, () => firstFailure(suite, copy, mutation));
      if (!report) missed.push(mutation.rule);
      console.log(`| ${MUTATIONS.indexOf(mutation) + 1} | ${mutation.rule} | ${row(report)} |`);
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
  if (missed.length > 0) throw new Error(`not found: ${missed.join('; ')}`);
}

/** The first failing seed's report; null when all were sound. */
async function firstFailure(suite, copy, { rule }) {
  const report = join(copy, 'report.json');
  await rm(report, { force: true });
  if (suite.runsTheBuild) {
    const { ready } = await import(join(copy, 'scripts/ready.mjs'));
    await ready({ build: true });
  }
  try {
    await run(suite, { SEEDS: suite.seedsPerMutation, REPORT: report }, { root: copy, output: 'ignore' });
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
  for (const { foundBy, what } of report.findings) console.error(`  ${foundBy}: ${what.split('\n')[0]}`);
  const found = [...new Set(report.findings.map(({ foundBy }) => foundBy))];
  return `${report.seed}${report.operations ? `, ${report.operations} calls` : ''} | ${found.join(', ')}`;
}
