/**
 * `npm run bench -- webhooks`: deliveries a second as a ratio of a bare loop, and what two slow receivers cost the others.
 * What is compared and how to read it: docs/benchmarks.md.
 *
 *   npm run bench -- webhooks [--json]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createApp } from '#service/app.js';
import { readSettings } from '#service/config/settings.js';
import { migrate } from '#service/database/migrate.js';
import type { Comparison } from './rate.ts';
import { benchFairness, type Fairness } from './webhooks/fairness.ts';
import { startSink } from './webhooks/receivers.ts';
import { benchThroughput } from './webhooks/throughput.ts';
import { startEmbeddedParts } from '#service/dev/embedded.js';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function bench(): Promise<{ throughput: Comparison; fairness: Fairness }> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-bench-'));
  const parts = await startEmbeddedParts({ DATA_DIR: folder });
  const sink = await startSink();
  try {
    const settings = readSettings({ ...parts.environment, ROLE: 'worker,scheduler', LOG_LEVEL: 'warn' });
    await migrate(settings.databaseUrl);
    const app = await createApp(settings);
    await app.init();
    const pool = new pg.Pool({ connectionString: settings.databaseUrl });
    const throughput = await benchThroughput(pool, settings, sink.origin);
    await pool.query('TRUNCATE webhook_endpoints, webhook_attempts, webhook_deliveries, outbox_events');
    const fairness = await benchFairness(pool, settings, sink.origin);
    await pool.end();
    await app.close();
    return { throughput, fairness };
  } finally {
    sink.stop();
    await parts.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const { throughput, fairness } = await bench();
const { name, perSecond, reference, referencePerSecond, ratio } = throughput;
say(`${name}: ${perSecond}/s   ${reference}: ${referencePerSecond}/s   ratio ${ratio.toFixed(2)}`);
const { endpoints, alone, besideSlow } = fairness;
say(`p95 of an event's way to ${endpoints} endpoints, ms: ${alone.join(', ')}`);
say(
  `  with one that hangs and one that drips among them: ${besideSlow.join(', ')}   ratio ${fairness.ratio.toFixed(2)}`,
);
if (process.argv.includes('--json')) say(JSON.stringify({ throughput, fairness }));
process.exit(0);
