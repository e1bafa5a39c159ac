import { Module } from '@nestjs/common';
import { QueueModule } from '../../queue/queue.module.js';
import { StorageModule } from '../../storage/storage.module.js';
import { AdmissionModule } from '../admission/admission.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { SettlementModule } from '../settlement/settlement.module.js';
import { FastLaneService } from './fast-lane.service.js';
import { ImagesEndService } from './images-end.service.js';
import { UploadRetentionService } from './upload-retention.service.js';
import { UploadedImagesService } from './uploaded-images.service.js';
import { UploadsService } from './uploads.service.js';

/** Batches of files that came in with the request, whose caller waits. */
@Module({
  imports: [AdmissionModule, QueueModule, ReadingModule, SettlementModule, StorageModule],
  providers: [FastLaneService, ImagesEndService, UploadRetentionService, UploadedImagesService, UploadsService],
  exports: [UploadRetentionService, UploadedImagesService, UploadsService],
})
export class UploadsModule {}
