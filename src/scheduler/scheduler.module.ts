import { Module } from '@nestjs/common';
import { FaultsModule } from '../faults/faults.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { BatchesModule } from '../batches/index.js';
import { BillingModule } from '../billing/billing.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { WebhooksModule } from '../webhooks/webhooks.module.js';
import { SchedulerService } from './scheduler.service.js';

@Module({
  imports: [FaultsModule, AccountsModule, BatchesModule, BillingModule, CreditsModule, SealingModule, WebhooksModule],
  providers: [SchedulerService],
})
export class SchedulerModule {}
