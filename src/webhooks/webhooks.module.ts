import { Module } from '@nestjs/common';
import { QueueModule } from '../queue/queue.module.js';
import { DeliverService } from './deliver.service.js';
import { EndpointsService } from './endpoints.service.js';
import { Relay } from './relay.service.js';
import { Sender } from './sender.js';
import { WebhookWorkers } from './webhook-workers.js';
import { WebhooksController } from './webhooks.controller.js';

@Module({
  imports: [QueueModule],
  controllers: [WebhooksController],
  providers: [DeliverService, EndpointsService, Relay, Sender, WebhookWorkers],
  exports: [Relay],
})
export class WebhooksModule {}
