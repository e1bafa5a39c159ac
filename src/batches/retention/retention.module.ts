import { Module } from '@nestjs/common';
import { ImageRetentionService } from './image-retention.service.js';

/** Deletes the images of old batches. */
@Module({
  providers: [ImageRetentionService],
  exports: [ImageRetentionService],
})
export class RetentionModule {}
