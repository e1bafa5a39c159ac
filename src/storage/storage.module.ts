import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { OwnBucketService } from './own-bucket.service.js';
import { RolesService } from './roles.service.js';
import { StorageService } from './storage.service.js';

@Module({
  imports: [JournalModule],
  controllers: [ConnectionsController],
  providers: [ConnectionsService, OwnBucketService, RolesService, StorageService],
  exports: [ConnectionsService, OwnBucketService, StorageService],
})
export class StorageModule {}
