import { Module } from '@nestjs/common';
import { StorageModule } from '../../storage/storage.module.js';
import { WatermarksService } from './watermarks.service.js';

/** What lies in the bucket: marks of results, what is unchanged, watermarks. */
@Module({
  imports: [StorageModule],
  providers: [WatermarksService],
  exports: [WatermarksService],
})
export class ResultsModule {}
