import { Module } from '@nestjs/common';
import { MetricsModule } from '../../observability/metrics.module.js';
import { AiCeilingService } from './ai-ceiling.service.js';

/** What the AI may cost for an account on one day. */
@Module({ imports: [MetricsModule], providers: [AiCeilingService], exports: [AiCeilingService] })
export class CeilingModule {}
