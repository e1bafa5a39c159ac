import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { BillingReportController, BillingReporter } from './billing-report.js';
import { BillingWorkers } from './billing-workers.js';
import { BillingController } from './billing.controller.js';
import { CheckoutService } from './checkout.service.js';
import { Customers } from './customers.service.js';
import { Enforcement } from './enforcement.service.js';
import { StripeEvents } from './events.service.js';
import { PortalService } from './portal.service.js';
import { Reconciler } from './reconcile.service.js';
import { StripeClient } from './stripe-client.js';
import { StripeWebhookController } from './stripe-webhook.controller.js';
import { BillingSync } from './sync.service.js';

@Module({
  imports: [AccountsModule, CreditsModule, JournalModule, QueueModule],
  controllers: [BillingController, BillingReportController, StripeWebhookController],
  providers: [
    BillingReporter,
    BillingSync,
    BillingWorkers,
    CheckoutService,
    Customers,
    Enforcement,
    PortalService,
    Reconciler,
    StripeClient,
    StripeEvents,
  ],
  exports: [Reconciler, StripeEvents],
})
export class BillingModule {}
