import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { createApp } from '../../src/app.js';
import type { Environment } from '../../src/config/environment.js';
import { readSettings } from '../../src/config/settings.js';
import { DatabaseService } from '../../src/database/database.service.js';
import { PrismaService } from '../../src/database/prisma.service.js';
import { Client } from './client.js';
import { cloneDatabase, ownRedisUrl, serversEnvironment } from './environment.js';
import { stoppable } from './leftovers.js';
import { watchNestedCheckouts } from './nested-checkouts.js';

/** What a suite may set for the service it starts. */
export interface ServiceOptions {
  environment?: Environment;
  /** Laid over the built-in catalogue, as PLANS_FILE is. */
  plans?: object;
  /** Another than a fresh one; whoever made it drops it. */
  databaseUrl?: string;
}

/** A service of its own for one suite: all roles in this process, on a database and a Redis nobody else uses. */
export async function startService({ environment = {}, plans, databaseUrl }: ServiceOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'fluxbatch-suite-'));
  const database = databaseUrl ? { url: databaseUrl, drop: () => Promise.resolve() } : await cloneDatabase();
  const redisUrl = environment.REDIS_URL ?? ownRedisUrl();
  await flush(redisUrl);
  const full: Environment = {
    ...serversEnvironment(),
    PORT: '0',
    LOG_LEVEL: 'fatal',
    DATA_DIR: folder,
    // On a busy machine Redis may be slow. That must not look like a Redis that is away.
    RATE_LIMIT_WAIT_MS: '10000',
    ...environment,
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl,
  };
  if (plans) {
    full.PLANS_FILE = join(folder, 'plans.json');
    await writeFile(full.PLANS_FILE, JSON.stringify(plans));
  }
  const settings = readSettings(full);
  const app = await createApp(settings);
  const nested = watchNestedCheckouts(app.get(DatabaseService), app.get(PrismaService));
  await app.listen(settings.port, '127.0.0.1');
  const { port } = app.getHttpServer().address() as { port: number };
  return {
    app,
    settings,
    environment: full,
    sql: app.get(DatabaseService),
    client: new Client(`http://127.0.0.1:${port}`, settings.operators[0].token),
    flushRedis: () => flush(redisUrl),
    close: stoppable(async () => {
      await app.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
      if (nested.length > 0) throw new Error(`A transaction asked the pool for a second connection:\n${nested[0]}`);
    }),
  };
}
export type Service = Awaited<ReturnType<typeof startService>>;

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}
