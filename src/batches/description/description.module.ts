import { Module } from '@nestjs/common';
import { AiModule } from '../../ai/ai.module.js';
import { MetricsModule } from '../../observability/metrics.module.js';
import { CeilingModule } from '../ceiling/ceiling.module.js';
import { AiRoundsService } from './ai-rounds.service.js';
import { AiUsageService } from './ai-usage.service.js';
import { DescribeService } from './describe.service.js';
import { DescriptionCacheService } from './description-cache.service.js';
import { DescriptionFilesService } from './description-files.service.js';
import { ProviderPaceService } from './provider-pace.service.js';
import { WithheldService } from './withheld.service.js';

/** The AI step: asks for alt texts and names, directly or by the file, at the provider's pace. */
@Module({
  imports: [AiModule, CeilingModule, MetricsModule],
  providers: [
    AiRoundsService,
    AiUsageService,
    DescribeService,
    DescriptionCacheService,
    DescriptionFilesService,
    ProviderPaceService,
    WithheldService,
  ],
  exports: [AiRoundsService, DescribeService, DescriptionCacheService, DescriptionFilesService, WithheldService],
})
export class DescriptionModule {}
