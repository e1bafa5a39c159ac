import { Module } from '@nestjs/common';
import { FaultsModule } from '../faults/faults.module.js';
import { AccountsModule } from '../accounts/accounts.module.js';
import { EventsModule } from '../events/events.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { AdjustmentsService } from './adjustments.service.js';
import { AlertsService } from './alerts.service.js';
import { BudgetsService } from './budgets.service.js';
import { CreditFigures } from './credit-figures.js';
import { CreditsService } from './credits.service.js';
import { PeriodsService } from './periods.service.js';
import { TopupsService } from './topups.service.js';
import { UsageDaysService } from './usage-days.service.js';

@Module({
  imports: [AccountsModule, EventsModule, FaultsModule, MetricsModule],
  providers: [
    AdjustmentsService,
    AlertsService,
    BudgetsService,
    CreditFigures,
    CreditsService,
    PeriodsService,
    TopupsService,
    UsageDaysService,
  ],
  exports: [
    AdjustmentsService,
    AlertsService,
    BudgetsService,
    CreditsService,
    PeriodsService,
    TopupsService,
    UsageDaysService,
  ],
})
export class CreditsModule {}
