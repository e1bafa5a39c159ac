import { Module, type DynamicModule } from '@nestjs/common';
import { CallersModule } from './accounts/callers.module.js';
import { BatchesModule } from './batches/index.js';
import { BillingModule } from './billing/billing.module.js';
import { CompressModule } from './compress/compress.module.js';
import { ConfigModule } from './config/config.module.js';
import type { Settings } from './config/settings.js';
import { CreditsModule } from './credits/credits.module.js';
import { CreditsService } from './credits/credits.service.js';
import { DashboardModule } from './dashboard/dashboard.module.js';
import { DatabaseService, type Sql } from './database/database.service.js';
import { DatabaseModule } from './database/database.module.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { OperatorModule } from './operator/operator.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RedisWatchService } from './queue/redis-watch.service.js';
import { SchedulerModule } from './scheduler/scheduler.module.js';
import { OwnBucketService } from './storage/own-bucket.service.js';
import { StorageModule } from './storage/storage.module.js';
import { UsageModule } from './usage/usage.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

const health = ObservabilityModule.forRootAsync({
  imports: [QueueModule, StorageModule],
  inject: [DatabaseService, RedisWatchService, OwnBucketService],
  useFactory: (database: DatabaseService, redis: RedisWatchService, bucket: OwnBucketService) => [
    { name: 'database', check: () => database.ping() },
    { name: 'redis', check: () => redis.ping() },
    { name: 'storage', check: () => bucket.check() },
  ],
});

const callers = CallersModule.forRootAsync({
  imports: [CreditsModule],
  inject: [CreditsService],
  useFactory: (credits: CreditsService) => (sql: Sql, accountId: string) => credits.open(sql, accountId, new Date()),
});

/** All rooms. Which of them act in a process is decided by its roles. */
@Module({})
export class AppModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(settings),
        DatabaseModule,
        callers,
        StorageModule,
        BatchesModule,
        CompressModule,
        WebhooksModule,
        BillingModule,
        UsageModule,
        OperatorModule,
        SchedulerModule,
        DashboardModule.register(),
        health,
      ],
    };
  }
}
