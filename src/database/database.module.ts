import { Global, Module } from '@nestjs/common';
import { MetricsModule } from '../observability/metrics.module.js';
import { DatabaseService } from './database.service.js';
import { IdempotencyService } from './idempotency.service.js';
import { PrismaService } from './prisma.service.js';
import { SealingService } from './sealing.service.js';

@Global()
@Module({
  imports: [MetricsModule],
  providers: [DatabaseService, PrismaService, IdempotencyService, SealingService],
  exports: [DatabaseService, PrismaService, IdempotencyService, SealingService],
})
export class DatabaseModule {}
