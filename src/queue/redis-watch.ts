import { InjectQueue } from '@nestjs/bull';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bull';
import { Metrics } from '../observability/metrics.js';
import { readEviction, type Eviction } from '../redis/eviction.js';
import { QUEUES, type JobData } from './queues.js';

const KEEPS_EVERYTHING = 'noeviction';

/** Whether Redis throws away what it was given: that costs seconds each time, and hides that it is too small. */
@Injectable()
export class RedisWatch implements OnApplicationBootstrap {
  private readonly logger = new Logger('redis');
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(
    metrics: Metrics,
    @InjectQueue(QUEUES.images) private readonly queue: Queue<JobData>,
  ) {
    this.figures = figuresOf(metrics);
    metrics.reading('redis', async () => this.tell(await this.read()));
  }

  /** Nobody waits for the answer: Redis may be away. */
  onApplicationBootstrap(): void {
    void this.warn().catch(() => {});
  }

  private async warn(): Promise<void> {
    const others = (await this.read()).policies.filter((policy) => policy !== KEEPS_EVERYTHING);
    if (others.length === 0) return;
    this.logger.warn(`Redis may throw away what waits in it (maxmemory-policy ${others}): set it to noeviction`);
  }

  private read(): Promise<Eviction> {
    return readEviction(this.queue.client);
  }

  private tell({ policies, evictedKeys, usedBytes }: Eviction): void {
    this.figures.evicts.set(policies.every((policy) => policy === KEEPS_EVERYTHING) ? 0 : 1);
    this.figures.evicted.set(evictedKeys);
    this.figures.used.set(usedBytes);
  }
}

function figuresOf(metrics: Metrics) {
  return {
    evicts: metrics.gauge(
      'fluxbatch_redis_may_evict',
      'Whether Redis is set to throw keys away when its memory is full, which it must not be',
    ),
    evicted: metrics.gauge('fluxbatch_redis_evicted_keys', 'Keys that Redis has thrown away since it was started'),
    used: metrics.gauge('fluxbatch_redis_used_memory_bytes', 'Memory that Redis uses for its keys and itself'),
  };
}
