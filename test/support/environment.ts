import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Environment } from '../../src/config/environment.js';

/** What the embedded servers of this run are reached by. */
export function serversEnvironment(): Environment {
  return JSON.parse(process.env.TEST_ENVIRONMENT ?? '{}') as Environment;
}

/** A fresh copy of the migrated database; `drop` throws when somebody is still connected, so no pool leaks unseen. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const template = new URL(serversEnvironment().DATABASE_URL ?? '');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(template, `CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(template, `DROP DATABASE ${name}`) };
}

/** Statements about databases are run from `postgres`: a template may not be connected to while it is copied. */
async function onServer(template: URL, sql: string): Promise<void> {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Redis databases are shared by number: each Jest worker has one of its own. */
export function ownRedisUrl(): string {
  const url = new URL(serversEnvironment().REDIS_URL ?? '');
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '1'}`;
  return url.href;
}
