import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { QueueService } from '../queue/queue.service.js';
import { EndpointTurn } from './endpoint-turn.service.js';

/** Endpoints served at once in one process, each with a few messages in flight. Nearly all of it is waiting. */
const ENDPOINTS = 128;

/** Starts what the worker role does for webhooks. */
@Injectable()
export class WebhookWorkers implements OnApplicationBootstrap {
  constructor(
    private readonly queue: QueueService,
    private readonly turn: EndpointTurn,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('worker')) this.queue.work('deliveries', ENDPOINTS, (id) => this.turn.serve(id));
  }
}
