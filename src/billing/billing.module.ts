import { Module } from '@nestjs/common';
import { FaultsModule } from '../faults/faults.module.js';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CreditsModule } from '../credits/credits.module.js';
import { JournalModule } from '../journal/journal.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { BillingReportController, BillingReportService } from './billing-report.service.js';
import { BillingWorkersService } from './billing-workers.service.js';
import { BillingController } from './billing.controller.js';
import { ChangePreviewService } from './change-preview.service.js';
import { CheckoutService } from './checkout.service.js';
import { CustomersService } from './customers.service.js';
import { EnforcementService } from './enforcement.service.js';
import { StripeEventsService } from './stripe-events.service.js';
import { PlanPricesService } from './plan-prices.service.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { PortalService } from './portal.service.js';
import { ReconcileService } from './reconcile.service.js';
import { StripeClientService } from './stripe-client.service.js';
import { StripeWebhookController, WEBHOOK_PATH } from './stripe-webhook.controller.js';
import { BillingSyncService } from './billing-sync.service.js';

@Module({
  imports: [AccountsModule, CreditsModule, FaultsModule, JournalModule, QueueModule],
  controllers: [BillingController, BillingReportController, StripeWebhookController],
  providers: [
    BillingReportService,
    BillingSyncService,
    BillingWorkersService,
    ChangePreviewService,
    CheckoutService,
    CustomersService,
    EnforcementService,
    PlanPricesService,
    PortalConfigurationService,
    PortalService,
    ReconcileService,
    StripeClientService,
    StripeEventsService,
  ],
  exports: [ReconcileService, StripeEventsService],
})
export class BillingModule {
  constructor({ httpAdapter }: HttpAdapterHost<FastifyAdapter>, events: StripeEventsService) {
    // Anybody may call it, with bodies larger than anybody may send elsewhere.
    httpAdapter.getInstance().addHook('onRequest', async ({ routeOptions, headers }) => {
      if (routeOptions.url === WEBHOOK_PATH) events.requireClaim(headers['stripe-signature']?.toString());
    });
  }
}
