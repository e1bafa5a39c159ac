import { Inject, Injectable, Module } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { connectRedis, type RedisClient } from '../redis/connect.js';

/** Those that wait for a job or a message must wait as long as it takes. */
const WAITING = { maxRetriesPerRequest: null, enableReadyCheck: false };

/** All queues, and the listeners that each of them adds. */
const MAX_LISTENERS = 40;

/**
 * Bull's connections: one for all queues to ask, one for all of them to listen, and one for each queue that is worked on, which
 * waits for a job. Bull leaves it to who makes them to end them.
 */
@Injectable()
export class QueueConnectionsService {
  private readonly all: RedisClient[] = [];
  private readonly shared: Partial<Record<'client' | 'subscriber', RedisClient>> = {};

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  readonly open = (type: 'client' | 'subscriber' | 'bclient'): RedisClient => {
    if (type === 'bclient') return this.connect(WAITING);
    this.shared[type] ??= this.connect(type === 'client' ? { enableReadyCheck: false } : WAITING);
    return this.shared[type];
  };

  end(): void {
    for (const client of this.all) client.disconnect();
  }

  private connect(options: { enableReadyCheck: boolean; maxRetriesPerRequest?: null }): RedisClient {
    const client = connectRedis(this.settings.redis, options);
    client.setMaxListeners(MAX_LISTENERS);
    this.all.push(client);
    return client;
  }
}

@Module({ providers: [QueueConnectionsService], exports: [QueueConnectionsService] })
export class QueueConnectionsModule {}
