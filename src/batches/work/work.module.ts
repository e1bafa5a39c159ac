import { Module } from '@nestjs/common';
import { MetricsModule } from '../../observability/metrics.module.js';
import { QueueModule } from '../../queue/queue.module.js';
import { StorageModule } from '../../storage/storage.module.js';
import { CeilingModule } from '../ceiling/ceiling.module.js';
import { DescriptionModule } from '../description/description.module.js';
import { ResultsModule } from '../results/results.module.js';
import { SettlementModule } from '../settlement/settlement.module.js';
import { ClaimsService } from './claims.service.js';
import { ProcessImageService } from './process-image.service.js';
import { RescueService } from './rescue.service.js';
import { FailedWritesService } from './failed-writes.service.js';
import { ResultService } from './result.service.js';
import { StageFigures } from './stage-figures.js';

/** One image’s way, its claim, and the rescue of what was left behind. */
@Module({
  imports: [
    CeilingModule,
    DescriptionModule,
    MetricsModule,
    QueueModule,
    ResultsModule,
    SettlementModule,
    StorageModule,
  ],
  providers: [ClaimsService, ProcessImageService, FailedWritesService, RescueService, ResultService, StageFigures],
  exports: [ClaimsService, ProcessImageService, RescueService],
})
export class WorkModule {}
