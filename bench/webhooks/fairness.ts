import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Settings } from '#service/config/settings.js';
import { appendEvents, makeEndpoints } from './receivers.ts';

const ACCOUNTS = 10;
const ENDPOINTS_EACH = 10;
/** Each account has an event in each tick, and each of its endpoints wants it. */
const TICK_MS = 400;
const TICKS = 60;
const ROUNDS = 3;

/** Milliseconds from an event to its delivery, 95th of a hundred, over the 98 endpoints that answer at once. */
export interface Fairness {
  endpoints: number;
  alone: number[];
  besideSlow: number[];
  /** Median of the rounds' own ratios. */
  ratio: number;
}

/** A hundred endpoints: with two among them of which one never answers and one drips, and with those two left out. */
export async function benchFairness(pool: pg.Pool, settings: Settings, origin: string): Promise<Fairness> {
  const accounts: string[] = [];
  for (let account = 0; account < ACCOUNTS; account += 1) {
    const slow = account === 0 ? ['/hang', '/drip'] : [];
    const quick = Array.from({ length: ENDPOINTS_EACH - slow.length }, (_, n) => `/quick/${account}/${n}`);
    const made = await makeEndpoints(
      pool,
      settings,
      [...slow, ...quick].map((path) => origin + path),
    );
    accounts.push(made[0]?.accountId ?? '');
  }
  const [alone, besideSlow]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(await run(pool, accounts, { slow: false }));
    besideSlow.push(await run(pool, accounts, { slow: true }));
  }
  const ratios = besideSlow.map((p95, round) => p95 / (alone[round] ?? Infinity)).toSorted((a, b) => a - b);
  const ratio = Number((ratios[Math.floor(ROUNDS / 2)] ?? 0).toFixed(2));
  return { endpoints: ACCOUNTS * ENDPOINTS_EACH, alone, besideSlow, ratio };
}

async function run(pool: pg.Pool, accounts: string[], { slow }: { slow: boolean }): Promise<number> {
  // Nothing of the round before counts: no message that waits, no breaker that is open.
  await pool.query(
    `UPDATE webhook_endpoints SET paused_at = CASE WHEN $1 OR url !~ '/(hang|drip)$' THEN NULL ELSE now() END,
       failing_since = NULL, consecutive_failures = 0, resume_at = NULL, probe_seconds = NULL`,
    [slow],
  );
  await pool.query('TRUNCATE webhook_attempts, webhook_deliveries, outbox_events');
  for (let tick = 0; tick < TICKS; tick += 1) {
    await Promise.all([appendEvents(pool, accounts), sleep(TICK_MS)]);
  }
  await sleep(3_000);
  const { rows } = await pool.query<{ p95: number; waiting: number }>(
    `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM d.delivered_at - v.created_at) * 1000) AS p95,
       count(*) FILTER (WHERE d.status <> 'delivered') AS waiting
     FROM webhook_deliveries d JOIN outbox_events v ON v.id = d.event_id JOIN webhook_endpoints e ON e.id = d.endpoint_id
     WHERE e.url ~ '/quick/'`,
  );
  if (rows[0]?.waiting !== 0) throw new Error(`${rows[0]?.waiting} quick deliveries were not made in time`);
  return Math.round(rows[0].p95);
}
