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
import { EndpointTurnService } from './endpoint-turn.service.js';

/** Endpoints served at once in one process, each with a few messages in flight. Nearly all of it is waiting. */
const ENDPOINTS = 128;

/** Starts and stops what the worker role does for webhooks. */
@Injectable()
export class WebhookWorkersService implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private turns: QueueWorker | undefined;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly queue: QueueService,
    private readonly turn: EndpointTurnService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.has('worker')) return;
    this.turns = this.queue.work('deliveries', ENDPOINTS, (id) => this.turn.serve(id));
  }

  /** Takes no more turns. Nest lets one room after the other wait, so each begins to stop before the first one waits. */
  onModuleDestroy(): void {
    this.stopped = this.turns?.stop(AbortSignal.timeout(this.settings.stop.workMs));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }
}
