import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { QueueWorker } from '../queue/queue-worker.js';
import { QueueService } from '../queue/queue.service.js';
import { StripeEventsService } from './stripe-events.service.js';

/** Events in hand in one process. Nearly all of it is waiting for Stripe. */
const EVENTS = 4;

/** Starts and stops what the worker role does for billing. */
@Injectable()
export class BillingWorkersService implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private handling: QueueWorker | undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly queue: QueueService,
    private readonly events: StripeEventsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.stripe || !this.settings.roles.has('worker')) return;
    this.handling = this.queue.work('billing', EVENTS, async (id) => {
      await this.events.handle(id);
    });
  }

  /** Takes no more events. Nest lets one room after the other wait, so each begins to stop before the first one waits. */
  onModuleDestroy(): void {
    this.stopped = this.handling?.stop(AbortSignal.timeout(this.settings.stop.workMs));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }
}
