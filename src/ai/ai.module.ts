import { Module } from '@nestjs/common';
import { AiService } from './ai.service.js';
import { BatchApiService } from './batch-api.service.js';

@Module({ providers: [AiService, BatchApiService], exports: [AiService, BatchApiService] })
export class AiModule {}
