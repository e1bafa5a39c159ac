import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AiModule } from '../ai/ai.module.js';
import { BatchesModule } from '../batches/index.js';
import { CreditsModule } from '../credits/credits.module.js';
import { FaultsModule } from '../faults/faults.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { SealingModule } from '../sealing/sealing.module.js';
import { UsageModule } from '../usage/usage.module.js';
import { AccountChangesService } from './account-changes.service.js';
import { AdjustService } from './adjust.service.js';
import { AuditService } from './audit.service.js';
import { BatchCostService } from './batch-cost.service.js';
import { OperatorLedgerController } from './operator-ledger.controller.js';
import { OperatorController } from './operator.controller.js';
import { OperatorService } from './operator.service.js';
import { WorkloadService } from './workload.service.js';

@Module({
  imports: [
    AccountsModule,
    AiModule,
    BatchesModule,
    CreditsModule,
    FaultsModule,
    JournalModule,
    MetricsModule,
    QueueModule,
    SealingModule,
    UsageModule,
  ],
  controllers: [OperatorController, OperatorLedgerController],
  providers: [AccountChangesService, AdjustService, AuditService, BatchCostService, OperatorService, WorkloadService],
})
export class OperatorModule {}
