import { Module } from '@nestjs/common';
import { Metrics } from './metrics.js';

/** For every room that has numbers to hand in. */
@Module({ providers: [Metrics], exports: [Metrics] })
export class MetricsModule {}
