import { Module } from '@nestjs/common';
import { AiModule } from '../ai/ai.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { EventsModule } from '../events/events.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { AdmissionService } from './admission/admission.service.js';
import { AnnounceService } from './settlement/announce.service.js';
import { BatchReaderService } from './reading/batch-reader.service.js';
import { BatchWorkersService } from './dispatch/batch-workers.service.js';
import { BatchEventsController } from './reading/batch-events.controller.js';
import { BatchesController } from './batches.controller.js';
import { CancelService } from './control/cancel.service.js';
import { ClaimsService } from './work/claims.service.js';
import { AiFigures } from './description/ai-figures.js';
import { AiUsageService } from './description/ai-usage.service.js';
import { DescriptionFilesService } from './description/description-files.service.js';
import { DescriptionCacheService } from './description/description-cache.service.js';
import { DescribeService } from './description/describe.service.js';
import { FiledAnswers } from './description/filed-answers.service.js';
import { Parking } from './description/parking.service.js';
import { ProviderPaceService } from './description/provider-pace.service.js';
import { DispatchService } from './dispatch/dispatch.service.js';
import { EstimateService } from './expansion/estimate.service.js';
import { ExpandService } from './expansion/expand.service.js';
import { ExpansionEndService } from './expansion/expansion-end.service.js';
import { PauseService } from './control/pause.service.js';
import { PicturesController } from './reading/pictures.controller.js';
import { PicturesService } from './reading/pictures.service.js';
import { ProcessImageService } from './work/process-image.service.js';
import { StageFigures } from './work/stage-figures.js';
import { WaitingFigures } from './dispatch/waiting-figures.js';
import { RescueService } from './work/rescue.service.js';
import { RetryService } from './admission/retry.service.js';
import { ImageFigures } from './settlement/image-figures.js';
import { SettleService } from './settlement/settle.service.js';
import { BatchStreamsService } from './reading/batch-streams.service.js';
import { StartService } from './admission/start.service.js';
import { SubmitService } from './admission/submit.service.js';
import { UncoveredImagesService } from './expansion/uncovered-images.js';
import { FastLaneService } from './uploads/fast-lane.service.js';
import { ImageRetentionService } from './retention/image-retention.service.js';
import { ImagesEndService } from './uploads/images-end.service.js';
import { UploadedImagesService } from './uploads/uploaded-images.service.js';
import { UploadsService } from './uploads/uploads.service.js';
import { UploadRetentionService } from './uploads/upload-retention.service.js';
import { WatermarksService } from './results/watermarks.service.js';

@Module({
  imports: [AiModule, CreditsModule, EventsModule, MetricsModule, QueueModule, StorageModule],
  controllers: [BatchesController, BatchEventsController, PicturesController],
  providers: [
    AdmissionService,
    AiFigures,
    AiUsageService,
    DescriptionFilesService,
    DescriptionCacheService,
    AnnounceService,
    BatchReaderService,
    BatchStreamsService,
    BatchWorkersService,
    CancelService,
    ClaimsService,
    DescribeService,
    DispatchService,
    EstimateService,
    ExpandService,
    ExpansionEndService,
    FastLaneService,
    FiledAnswers,
    ImageFigures,
    ImageRetentionService,
    ImagesEndService,
    Parking,
    PauseService,
    PicturesService,
    ProcessImageService,
    ProviderPaceService,
    RescueService,
    RetryService,
    SettleService,
    StageFigures,
    StartService,
    SubmitService,
    UncoveredImagesService,
    UploadsService,
    UploadRetentionService,
    UploadedImagesService,
    WaitingFigures,
    WatermarksService,
  ],
  exports: [
    DescriptionCacheService,
    BatchReaderService,
    CancelService,
    ExpansionEndService,
    FastLaneService,
    ImageRetentionService,
    ImagesEndService,
    RescueService,
    SettleService,
    UploadsService,
    UploadRetentionService,
    UploadedImagesService,
  ],
})
export class BatchesModule {}
