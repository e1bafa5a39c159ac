import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchesModule } from '../batches/index.js';
import { StorageModule } from '../storage/storage.module.js';
import { ArchiveController } from './archive.controller.js';
import { CompressController } from './compress.controller.js';
import { CompressService } from './compress.service.js';
import { acceptFormsOn } from './multipart-parser.js';
import { CompressResultsService } from './compress-results.service.js';
import { UploadReceiverService } from './upload-receiver.service.js';
import { UploadSlotsService } from './upload-slots.service.js';

@Module({
  imports: [AccountsModule, BatchesModule, StorageModule],
  controllers: [ArchiveController, CompressController],
  providers: [CompressResultsService, CompressService, UploadReceiverService, UploadSlotsService],
})
export class CompressModule {
  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>) {
    acceptFormsOn(httpAdapter.getInstance(), '/api/compress');
  }
}
