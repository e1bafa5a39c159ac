/**
 * `npm run bench -- credits`: reserve, settle and usage, each as a ratio of the least that could do its job, on the same
 * tables with the same clients in the same run. What is compared and how to read it: docs/benchmarks.md.
 *
 *   npm run bench -- credits [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#service/app.js';
import type { PlanCatalogue } from '#service/config/plans.js';
import { readSettings } from '#service/config/settings.js';
import { migrate } from '#service/database/migrate.js';
import { benchReserve } from './credits/reserve.ts';
import { benchSettle } from './credits/settle.ts';
import { benchUsage } from './credits/usage.ts';
import type { Comparison } from './rate.ts';
import { startEmbeddedParts } from '#service/dev/embedded.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function bench(): Promise<Comparison[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-bench-'));
  const parts = await startEmbeddedParts({ DATA_DIR: folder });
  try {
    // Only the api role: nobody settles, rolls or announces beside what is measured.
    const read = readSettings({ ...parts.environment, ROLE: 'api', PORT: '0', LOG_LEVEL: 'warn' });
    const settings = { ...read, catalogue: withFarLimits(read.catalogue) };
    await migrate(settings.databaseUrl);
    const app = await createApp(settings);
    const comparisons = [
      ...(await benchReserve(app, settings)),
      ...(await benchSettle(app)),
      ...(await benchUsage(app, settings)),
    ];
    await app.close();
    return comparisons;
  } finally {
    await parts.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Calls are counted as always, and none is refused: 32 clients make more than any plan gives. */
function withFarLimits({ plans, topups }: PlanCatalogue): PlanCatalogue {
  return { plans: { ...plans, agency: { ...plans.agency, requestsPerMinute: 10_000_000 } }, topups };
}

function line({ name, perSecond, reference, referencePerSecond, ratio }: Comparison): string {
  const against = `${reference}: ${referencePerSecond}/s`;
  return `${name.padEnd(40)}${`${perSecond}/s`.padStart(10)}   ${against.padEnd(52)}${ratio.toFixed(2).padStart(7)}`;
}

const comparisons = await bench();
for (const comparison of comparisons) say(line(comparison));
if (process.argv.includes('--json')) say(JSON.stringify({ comparisons }));
process.exit(0);
