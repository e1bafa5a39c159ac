import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { newId } from '#service/common/ids.js';
import type { Settings } from '#service/config/settings.js';
import { compare, rate, type Comparison } from '../rate.ts';
import { appendEvents, makeEndpoints, MESSAGE_DATA, type Endpoint } from './receivers.ts';

/** Each has four messages in flight at most: 64 in all. */
const ENDPOINTS = 16;
const IN_FLIGHT = 64;
const EVENTS = 400;
const SECONDS = 4;

/** Deliveries a second of events that wait, against a loop that only signs and posts the same messages with `fetch`. */
export async function benchThroughput(pool: pg.Pool, settings: Settings, origin: string): Promise<Comparison> {
  const urls = Array.from({ length: ENDPOINTS }, (_, index) => `${origin}/quick/${index}`);
  const endpoints = await makeEndpoints(pool, settings, urls);
  return compare(
    `deliveries, ${ENDPOINTS} endpoints, ${IN_FLIGHT} in flight`,
    () => deliverAll(pool, endpoints),
    'signed fetch loop',
    () => rate(IN_FLIGHT, SECONDS, (client) => post(endpoints[client % ENDPOINTS])),
  );
}

/** From the commit of the events until the last delivery is committed: fan-out, queue, claim, post, log. */
async function deliverAll(pool: pg.Pool, endpoints: Endpoint[]): Promise<number> {
  await pool.query('TRUNCATE webhook_attempts, webhook_deliveries, outbox_events');
  const began = performance.now();
  await appendEvents(pool, Array<string>(EVENTS).fill(endpoints[0]?.accountId ?? ''));
  const all = EVENTS * endpoints.length;
  for (;;) {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*) FROM webhook_deliveries WHERE status = 'delivered'`,
    );
    if (rows[0]?.count === all) return all / ((performance.now() - began) / 1_000);
    await sleep(100);
  }
}

async function post({ url, secret }: Endpoint = {} as Endpoint): Promise<void> {
  const id = newId('evt');
  const now = new Date();
  const body = JSON.stringify({ type: 'usage.updated', timestamp: now.toISOString(), data: MESSAGE_DATA });
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(15_000),
  });
  await answer.arrayBuffer();
}
