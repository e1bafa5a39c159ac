import { Module } from '@nestjs/common';
import { JournalModule } from '../journal/journal.module.js';
import { MetricsModule } from '../observability/metrics.module.js';
import { QueueModule } from '../queue/queue.module.js';
import { EventsModule } from '../events/events.module.js';
import { AttemptEnds } from './attempt-ends.service.js';
import { CatalogueController } from './catalogue.controller.js';
import { DeliveryLog } from './delivery-log.service.js';
import { EndpointTurn } from './endpoint-turn.service.js';
import { EndpointsService } from './endpoints.service.js';
import { NamedEndpoints } from './named-endpoints.service.js';
import { Relay } from './relay.service.js';
import { WebhookRetention } from './retention.service.js';
import { Sender } from './sender.js';
import { WebhookFigures } from './webhook-figures.js';
import { WebhookWorkers } from './webhook-workers.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [EventsModule, JournalModule, MetricsModule, QueueModule],
  controllers: [CatalogueController, WebhooksController],
  providers: [
    AttemptEnds,
    DeliveryLog,
    EndpointsService,
    EndpointTurn,
    NamedEndpoints,
    Relay,
    Sender,
    WebhookFigures,
    WebhookRetention,
    WebhookWorkers,
  ],
  exports: [NamedEndpoints, Relay, WebhookRetention],
})
export class WebhooksModule {}
