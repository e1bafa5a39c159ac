import { Module } from '@nestjs/common';
import { MetricsService } from './metrics.service.js';

/** For every room that has numbers to hand in. */
@Module({ providers: [MetricsService], exports: [MetricsService] })
export class MetricsModule {}
