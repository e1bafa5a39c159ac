import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '#service/app.js';
import { isProduction, ownEnvironment } from '#service/config/environment.js';
import { readSettings, type BucketSettings } from '#service/config/settings.js';
import { migrate } from '#service/database/migrate.js';
import { customersBucket } from '#service/dev/customers-bucket.js';
import { startEmbeddedParts } from '#service/dev/embedded.js';
import { freePort } from '#service/dev/free-port.js';
import type { Cleanup } from './cleanup.ts';

/** A service of the demo's own, as `npm start` would start it. */
export interface DemoService {
  address: string;
  adminToken: string;
  /** Names of the servers that run beside it. */
  parts: string[];
  /** A bucket on the S3 emulator that plays the customer's. */
  bucket: Required<BucketSettings>;
}

/**
 * Starts all roles on embedded parts in a temporary folder. Settings of the caller's environment are left out: a demo
 * must not write to somebody's database, nor pay for an AI model.
 */
export async function startService(cleanup: Cleanup, signal: AbortSignal): Promise<DemoService> {
  if (isProduction(ownEnvironment())) {
    throw new Error('The demo runs on embedded parts, which NODE_ENV=production forbids: run it without NODE_ENV.');
  }
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-demo-'));
  cleanup.add(() => rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const environment = { DATA_DIR: folder, PORT: String(port), PUBLIC_URL: address, LOG_LEVEL: 'warn' };
  const parts = await startEmbeddedParts(environment);
  cleanup.add(() => parts.stop());
  signal.throwIfAborted();

  const settings = readSettings(parts.environment);
  await migrate(settings.databaseUrl);
  const app = await createApp(settings);
  cleanup.add(() => app.close());
  await app.listen(settings.port, settings.host);
  return {
    address,
    adminToken: settings.operators[0].token,
    parts: parts.started,
    bucket: customersBucket(settings),
  };
}
