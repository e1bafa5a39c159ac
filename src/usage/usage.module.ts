import { Module } from '@nestjs/common';
import { CreditsModule } from '../credits/credits.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { AlertsController } from './alerts.controller.js';
import { KeyBudgetsController } from './key-budgets.controller.js';
import { KeyBudgetsService } from './key-budgets.service.js';
import { BreakdownService } from './breakdown.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerService } from './ledger.service.js';
import { UsageHistoryService } from './usage-history.service.js';
import { UsageController } from './usage.controller.js';

@Module({
  imports: [AccountsModule, CreditsModule, JournalModule],
  controllers: [AlertsController, KeyBudgetsController, LedgerController, UsageController],
  providers: [BreakdownService, KeyBudgetsService, LedgerService, UsageHistoryService],
  exports: [LedgerService],
})
export class UsageModule {}
