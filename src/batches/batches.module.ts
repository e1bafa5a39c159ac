import { Module } from '@nestjs/common';
import { AiModule } from '../ai/ai.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { EventsModule } from '../events/events.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { Admission } from './admission/admission.service.js';
import { BatchAnnouncer } from './settlement/batch-announcer.js';
import { BatchReader } from './reading/batch-reader.service.js';
import { BatchWorkers } from './work/batch-workers.js';
import { BatchEventsController } from './reading/batch-events.controller.js';
import { BatchesController } from './batches.controller.js';
import { CancelService } from './control/cancel.service.js';
import { ClaimKeeper } from './work/claim-keeper.js';
import { AiFigures } from './description/ai-figures.js';
import { AiUsage } from './description/usage.service.js';
import { AnswerJobs } from './description/answer-jobs.service.js';
import { Answers } from './description/answers.service.js';
import { Describer } from './description/describer.service.js';
import { FiledAnswers } from './description/filed-answers.service.js';
import { Parking } from './description/parking.service.js';
import { ProviderPace } from './description/provider-pace.js';
import { Dispatcher } from './work/dispatcher.service.js';
import { EstimateService } from './expansion/estimate.service.js';
import { ExpandService } from './expansion/expand.service.js';
import { ExpansionEnd } from './expansion/expansion-end.service.js';
import { PauseService } from './control/pause.service.js';
import { PicturesController } from './reading/pictures.controller.js';
import { PicturesService } from './reading/pictures.service.js';
import { ProcessImageService } from './work/process-image.service.js';
import { Stages } from './work/stages.js';
import { WaitingFigures } from './work/waiting.service.js';
import { Rescuer } from './work/rescue.service.js';
import { RetryService } from './admission/retry.service.js';
import { ImageFigures } from './settlement/image-figures.js';
import { Settler } from './settlement/settle.service.js';
import { BatchStreams } from './reading/stream.service.js';
import { StartService } from './admission/start.service.js';
import { SubmitService } from './admission/submit.service.js';
import { UncoveredImages } from './expansion/uncovered-images.js';
import { FastLane } from './uploads/fast-lane.service.js';
import { ImageRetention } from './retention/image-retention.service.js';
import { ImagesEnd } from './uploads/images-end.service.js';
import { UploadedImages } from './uploads/uploaded-images.service.js';
import { UploadAdmission } from './uploads/upload-admission.service.js';
import { UploadRetention } from './uploads/upload-retention.service.js';
import { WatermarksService } from './admission/watermarks.service.js';

@Module({
  imports: [AiModule, CreditsModule, EventsModule, MetricsModule, QueueModule, StorageModule, WebhooksModule],
  controllers: [BatchesController, BatchEventsController, PicturesController],
  providers: [
    Admission,
    AiFigures,
    AiUsage,
    AnswerJobs,
    Answers,
    BatchAnnouncer,
    BatchReader,
    BatchStreams,
    BatchWorkers,
    CancelService,
    ClaimKeeper,
    Describer,
    Dispatcher,
    EstimateService,
    ExpandService,
    ExpansionEnd,
    FastLane,
    FiledAnswers,
    ImageFigures,
    ImageRetention,
    ImagesEnd,
    Parking,
    PauseService,
    PicturesService,
    ProcessImageService,
    ProviderPace,
    Rescuer,
    RetryService,
    Settler,
    Stages,
    StartService,
    SubmitService,
    UncoveredImages,
    UploadAdmission,
    UploadRetention,
    UploadedImages,
    WaitingFigures,
    WatermarksService,
  ],
  exports: [
    Answers,
    BatchReader,
    CancelService,
    ExpansionEnd,
    FastLane,
    ImageRetention,
    ImagesEnd,
    Rescuer,
    Settler,
    UploadAdmission,
    UploadRetention,
    UploadedImages,
  ],
})
export class BatchesModule {}
