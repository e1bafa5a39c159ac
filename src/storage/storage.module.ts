import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { OwnBucket } from './own-bucket.js';
import { StorageService } from './storage.service.js';

@Module({
  imports: [JournalModule],
  controllers: [ConnectionsController],
  providers: [ConnectionsService, OwnBucket, StorageService],
  exports: [ConnectionsService, OwnBucket, StorageService],
})
export class StorageModule {}
