import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/accounts.module.js';
import { StorageModule } from '../../storage/storage.module.js';
import { CeilingModule } from '../ceiling/ceiling.module.js';
import { BatchEventsController } from './batch-events.controller.js';
import { BatchReaderService } from './batch-reader.service.js';
import { BatchStreamsService } from './batch-streams.service.js';
import { PicturesController } from './pictures.controller.js';
import { PicturesService } from './pictures.service.js';

/** Views of batches and images, reports, live events, and links to pictures. */
@Module({
  imports: [AccountsModule, CeilingModule, StorageModule],
  controllers: [BatchEventsController, PicturesController],
  providers: [BatchReaderService, BatchStreamsService, PicturesService],
  exports: [BatchReaderService],
})
export class ReadingModule {}
