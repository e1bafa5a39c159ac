import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { QueueService } from '../queue/queue.service.js';
import { StripeEvents } from './events.service.js';

/** Events in hand in one process. Nearly all of it is waiting for Stripe. */
const EVENTS = 4;

/** Starts what the worker role does for billing. */
@Injectable()
export class BillingWorkers implements OnApplicationBootstrap {
  constructor(
    private readonly queue: QueueService,
    private readonly events: StripeEvents,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.stripe || !this.settings.roles.has('worker')) return;
    this.queue.work('billing', EVENTS, async (id) => {
      await this.events.handle(id);
    });
  }
}
