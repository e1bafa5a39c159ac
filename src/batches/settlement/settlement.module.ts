import { Module } from '@nestjs/common';
import { FaultsModule } from '../../faults/faults.module.js';
import { CreditsModule } from '../../credits/credits.module.js';
import { EventsModule } from '../../events/events.module.js';
import { MetricsModule } from '../../observability/metrics.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { AnnounceService } from './announce.service.js';
import { ImageFigures } from './image-figures.js';
import { SettleService } from './settle.service.js';

/** Turns outcomes into counters, credits and events. */
@Module({
  imports: [CreditsModule, EventsModule, FaultsModule, MetricsModule, ReadingModule],
  providers: [AnnounceService, ImageFigures, SettleService],
  exports: [AnnounceService, SettleService],
})
export class SettlementModule {}
