import { Module } from '@nestjs/common';
import { AiService } from './ai.service.js';
import { AnswerFiles } from './answer-files.service.js';

@Module({ providers: [AiService, AnswerFiles], exports: [AiService, AnswerFiles] })
export class AiModule {}
