import { Module } from '@nestjs/common';
import { MetricsModule } from '../observability/metrics.module.js';
import { FaultsService } from './faults.service.js';

@Module({ imports: [MetricsModule], providers: [FaultsService], exports: [FaultsService] })
export class FaultsModule {}
