import { BullModule } from '@nestjs/bull';
import { Module } from '@nestjs/common';
import type { QueueOptions } from 'bull';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueConnectionsService, QueueConnectionsModule } from './queue-connections.service.js';
import { QueueService } from './queue.service.js';
import { QUEUES } from './queues.js';
import { RedisWatchService } from './redis-watch.service.js';

/** Braces keep a queue's keys in one slot of a Redis Cluster. */
const KEY_PREFIX = '{fluxbatch}';

/**
 * A job whose worker died keeps its id until Bull notices, and a row that was put back cannot come through before. So
 * Bull looks twice within a lock, and never gives up on a job by itself: how often an image is tried is counted in its row.
 */
function stalledJobs({ timeLimits: { jobLockMs } }: Settings): QueueOptions['settings'] {
  return { lockDuration: jobLockMs, stalledInterval: jobLockMs / 2, maxStalledCount: Number.MAX_SAFE_INTEGER };
}

@Module({
  imports: [
    MetricsModule,
    QueueConnectionsModule,
    BullModule.forRootAsync({
      imports: [QueueConnectionsModule],
      inject: [QueueConnectionsService, SETTINGS],
      useFactory: ({ open }: QueueConnectionsService, settings: Settings) => ({
        prefix: KEY_PREFIX,
        settings: stalledJobs(settings),
        createClient: open as QueueOptions['createClient'],
      }),
    }),
    BullModule.registerQueue(...Object.values(QUEUES).map((name) => ({ name }))),
  ],
  providers: [QueueService, RedisWatchService],
  exports: [QueueService, RedisWatchService],
})
export class QueueModule {}
