import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { MetricsService } from '../observability/metrics.service.js';
import { connectRedis, type RedisClient } from '../redis/connect.js';
import { readEviction, type Eviction } from '../redis/eviction.js';

const KEEPS_EVERYTHING = 'noeviction';

/** Whether Redis answers, and whether it throws away what it was given: that costs seconds each time, and hides that it is too small. */
@Injectable()
export class RedisWatchService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('redis');
  private readonly redis: RedisClient;
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(metrics: MetricsService, @Inject(SETTINGS) settings: Settings) {
    this.redis = connectRedis(settings.redis, {});
    this.figures = figuresOf(metrics);
    metrics.reading('redis', async () => this.tell(await this.read()));
  }

  /** Nobody waits for the answer: Redis may be away. */
  onApplicationBootstrap(): void {
    void this.warn().catch(() => {});
  }

  /** @throws when Redis does not answer. It may take long to, as the client waits for a Redis that is away. */
  async ping(): Promise<void> {
    await this.redis.ping();
  }

  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async warn(): Promise<void> {
    const others = (await this.read()).policies.filter((policy) => policy !== KEEPS_EVERYTHING);
    if (others.length === 0) return;
    this.logger.warn(`Redis may throw away what waits in it (maxmemory-policy ${others}): set it to noeviction`);
  }

  /** A cluster's client knows its servers once one of them has answered. */
  private async read(): Promise<Eviction> {
    await this.ping();
    return readEviction(this.redis);
  }

  private tell({ policies, evictedKeys, usedBytes }: Eviction): void {
    this.figures.evicts.set(policies.every((policy) => policy === KEEPS_EVERYTHING) ? 0 : 1);
    this.figures.evicted.set(evictedKeys);
    this.figures.used.set(usedBytes);
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    evicts: metrics.gauge(
      'fluxbatch_redis_may_evict',
      'Whether Redis is set to throw keys away when its memory is full, which it must not be',
    ),
    evicted: metrics.gauge('fluxbatch_redis_evicted_keys', 'Keys that Redis has thrown away since it was started'),
    used: metrics.gauge('fluxbatch_redis_used_memory_bytes', 'Memory that Redis uses for its keys and itself'),
  };
}
