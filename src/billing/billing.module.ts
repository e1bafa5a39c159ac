import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { BillingReportController, BillingReportService } from './billing-report.service.js';
import { BillingWorkersService } from './billing-workers.service.js';
import { BillingController } from './billing.controller.js';
import { CheckoutService } from './checkout.service.js';
import { CustomersService } from './customers.service.js';
import { EnforcementService } from './enforcement.service.js';
import { StripeEventsService } from './stripe-events.service.js';
import { PortalService } from './portal.service.js';
import { ReconcileService } from './reconcile.service.js';
import { StripeClientService } from './stripe-client.service.js';
import { StripeWebhookController } from './stripe-webhook.controller.js';
import { BillingSyncService } from './billing-sync.service.js';

@Module({
  imports: [AccountsModule, CreditsModule, JournalModule, QueueModule],
  controllers: [BillingController, BillingReportController, StripeWebhookController],
  providers: [
    BillingReportService,
    BillingSyncService,
    BillingWorkersService,
    CheckoutService,
    CustomersService,
    EnforcementService,
    PortalService,
    ReconcileService,
    StripeClientService,
    StripeEventsService,
  ],
  exports: [ReconcileService, StripeEventsService],
})
export class BillingModule {}
