import { Global, Module } from '@nestjs/common';
import { MetricsModule } from '../observability/metrics.module.js';
import { Database } from './database.service.js';
import { Idempotency } from './idempotency.js';
import { PrismaService } from './prisma.service.js';

@Global()
@Module({
  imports: [MetricsModule],
  providers: [Database, PrismaService, Idempotency],
  exports: [Database, PrismaService, Idempotency],
})
export class DatabaseModule {}
