import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { seal } from '#service/common/crypto.js';
import { newId } from '#service/common/ids.js';
import type { Settings } from '#service/config/settings.js';
import { newEndpointSecret } from '#service/webhooks/endpoint-address.js';
import { SEALED_SECRET } from '#service/webhooks/endpoints.sql.js';

export interface Endpoint {
  id: string;
  accountId: string;
  url: string;
  secret: string;
}

/** Starts the receivers; answers their address. */
export async function startSink(): Promise<{ origin: string; stop: () => void }> {
  const child = fork(fileURLToPath(new URL('./sink.ts', import.meta.url)));
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

/** One account with an endpoint for each address. */
export async function makeEndpoints(pool: pg.Pool, settings: Settings, urls: string[]): Promise<Endpoint[]> {
  const accountId = newId('acc');
  const made = urls.map((url) => ({ id: newId('whe'), accountId, url, secret: newEndpointSecret() }));
  await pool.query(`INSERT INTO accounts (id, name, email, plan) VALUES ($1, 'Benchmark', 'b@example.com', 'agency')`, [
    accountId,
  ]);
  const sealed = made.map(({ id, secret }) => seal(secret, SEALED_SECRET.place(accountId, id), settings.encryptionKey));
  await pool.query(
    `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret)
     SELECT id, $2, url, '{}', sealed FROM unnest($1::text[], $3::text[], $4::text[]) AS e(id, url, sealed)`,
    [made.map(({ id }) => id), accountId, urls, sealed],
  );
  return made;
}

/** What a message of the benchmark says: as much as the end of a batch, about 2 kB. */
export const MESSAGE_DATA = { id: 'bat_bench', note: 'x'.repeat(1_900) };

/** One event for each account, to be fanned out to all of its endpoints. */
export async function appendEvents(pool: pg.Pool, accounts: string[]): Promise<void> {
  await pool.query(
    `INSERT INTO outbox_events (id, account_id, type, data)
     SELECT id, account_id, 'usage.updated', $3::json FROM unnest($1::text[], $2::text[]) AS e(id, account_id)`,
    [accounts.map(() => newId('evt')), accounts, JSON.stringify(MESSAGE_DATA)],
  );
}
