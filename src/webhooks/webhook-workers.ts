import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { QueueService } from '../queue/queue.service.js';
import { DeliverService } from './deliver.service.js';

/** Messages on their way at once in one process. */
const IN_FLIGHT = 64;

/** Starts what the worker role does for webhooks. */
@Injectable()
export class WebhookWorkers implements OnApplicationBootstrap {
  constructor(
    private readonly queue: QueueService,
    private readonly deliveries: DeliverService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('worker'))
      this.queue.work('deliveries', IN_FLIGHT, (id) => this.deliveries.deliver(id));
  }
}
