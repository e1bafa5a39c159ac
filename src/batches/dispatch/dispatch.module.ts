import { Module } from '@nestjs/common';
import { MetricsModule } from '../../observability/metrics.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { CeilingModule } from '../ceiling/ceiling.module.js';
import { DescriptionModule } from '../description/description.module.js';
import { ExpansionModule } from '../expansion/expansion.module.js';
import { SettlementModule } from '../settlement/settlement.module.js';
import { WorkModule } from '../work/work.module.js';
import { BatchWorkersService } from './batch-workers.service.js';
import { DispatchService } from './dispatch.service.js';
import { ListingsService } from './listings.service.js';
import { WaitingFigures } from './waiting-figures.js';

/** Hands work to the workers of all processes, and starts those of this one. */
@Module({
  imports: [
    CeilingModule,
    DescriptionModule,
    ExpansionModule,
    MetricsModule,
    QueueModule,
    SettlementModule,
    WorkModule,
  ],
  providers: [BatchWorkersService, DispatchService, ListingsService, WaitingFigures],
})
export class DispatchModule {}
