import { Module } from '@nestjs/common';
import { AiModule } from '../../ai/ai.module.js';
import { CreditsModule } from '../../credits/credits.module.js';
import { WebhooksModule } from '../../webhooks/webhooks.module.js';
import { ReadingModule } from '../reading/reading.module.js';
import { ResultsModule } from '../results/results.module.js';
import { AdmissionService } from './admission.service.js';
import { RetryService } from './retry.service.js';
import { StartService } from './start.service.js';
import { SubmitService } from './submit.service.js';

/** What may come in: submit, retry, start. */
@Module({
  imports: [AiModule, CreditsModule, WebhooksModule, ReadingModule, ResultsModule],
  providers: [AdmissionService, RetryService, StartService, SubmitService],
  exports: [AdmissionService, RetryService, StartService, SubmitService],
})
export class AdmissionModule {}
