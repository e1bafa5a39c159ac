import { Module } from '@nestjs/common';
import { AiModule } from '../ai/ai.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { EventsModule } from '../events/events.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { StorageModule } from '../storage/storage.module.js';
import { Admission } from './admission.service.js';
import { BatchAnnouncer } from './batch-announcer.js';
import { BatchReader } from './batch-reader.service.js';
import { BatchWorkers } from './batch-workers.js';
import { BatchEventsController } from './batch-events.controller.js';
import { BatchesController } from './batches.controller.js';
import { CancelService } from './cancel.service.js';
import { ClaimKeeper } from './claim-keeper.js';
import { Describer } from './describer.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { EstimateService } from './estimate.service.js';
import { ExpandService } from './expand.service.js';
import { ExpansionEnd } from './expansion-end.service.js';
import { PauseService } from './pause.service.js';
import { ProcessImageService } from './process-image.service.js';
import { Rescuer } from './rescue.service.js';
import { RetryService } from './retry.service.js';
import { Settler } from './settle.service.js';
import { BatchStreams } from './stream.service.js';
import { StartService } from './start.service.js';
import { SubmitService } from './submit.service.js';
import { WatermarksService } from './watermarks.service.js';

@Module({
  imports: [AiModule, CreditsModule, EventsModule, QueueModule, StorageModule],
  controllers: [BatchesController, BatchEventsController],
  providers: [
    Admission,
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
    PauseService,
    ProcessImageService,
    Rescuer,
    RetryService,
    Settler,
    StartService,
    SubmitService,
    WatermarksService,
  ],
  exports: [CancelService, ExpansionEnd, Rescuer],
})
export class BatchesModule {}
