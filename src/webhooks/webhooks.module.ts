import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { EventsModule } from '../events/events.module.js';
import { AttemptEndsService } from './attempt-ends.service.js';
import { CatalogueController } from './catalogue.controller.js';
import { DeliveryLogService } from './delivery-log.service.js';
import { EndpointTurnService } from './endpoint-turn.service.js';
import { EndpointsService } from './endpoints.service.js';
import { NamedEndpointsService } from './named-endpoints.service.js';
import { RelayService } from './relay.service.js';
import { WebhookRetentionService } from './webhook-retention.service.js';
import { SenderService } from './sender.service.js';
import { WebhookFigures } from './webhook-figures.js';
import { WebhookWorkersService } from './webhook-workers.service.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [EventsModule, JournalModule, MetricsModule, QueueModule],
  controllers: [CatalogueController, WebhooksController],
  providers: [
    AttemptEndsService,
    DeliveryLogService,
    EndpointsService,
    EndpointTurnService,
    NamedEndpointsService,
    RelayService,
    SenderService,
    WebhookFigures,
    WebhookRetentionService,
    WebhookWorkersService,
  ],
  exports: [NamedEndpointsService, RelayService, WebhookRetentionService],
})
export class WebhooksModule {}
