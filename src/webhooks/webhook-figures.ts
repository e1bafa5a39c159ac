import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService } from '../database/database.service.js';
import { MetricsService } from '../observability/metrics.service.js';
import type { DisabledEndpoint } from './end-attempts.sql.js';
import { readDue, type Due } from './due.sql.js';
import type { SendResult } from './sender.service.js';

/** An attempt is cut off after 15 s. */
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** How messages fare, and what is due to be sent. */
@Injectable()
export class WebhookFigures implements OnModuleInit {
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(
    private readonly metrics: MetricsService,
    private readonly database: DatabaseService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.figures = figuresOf(metrics);
  }

  onModuleInit(): void {
    const { roles } = this.settings;
    if (roles.has('api') || roles.has('scheduler')) this.metrics.reading('webhooks', () => this.read());
  }

  count(set: { result: SendResult; durationMs: number }[], disabled: DisabledEndpoint[]): void {
    for (const { result, durationMs } of set) {
      const outcome = result.delivered ? 'delivered' : result.status === null ? 'unanswered' : 'refused';
      this.figures.attempts.observe({ outcome }, durationMs / 1000);
    }
    for (const { disabled_reason: reason } of disabled) this.figures.disabled.inc({ reason });
  }

  private async read(): Promise<void> {
    const [due] = await this.database.run<Due>(readDue);
    this.figures.due.set({ step: 'fan_out' }, due?.oldest_event ?? 0);
    this.figures.due.set({ step: 'send' }, due?.oldest_message ?? 0);
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    attempts: metrics.durations(
      'fluxbatch_webhook_attempt_duration_seconds',
      'Time of one attempt at a message, by whether it was delivered, answered with something else, or not answered',
      ['outcome'],
      SECONDS,
    ),
    disabled: metrics.counter(
      'fluxbatch_webhook_endpoints_disabled_total',
      'Endpoints that were disabled because nobody is there any more',
      ['reason'],
    ),
    due: metrics.gauge(
      'fluxbatch_webhooks_due_seconds',
      'How long the oldest event waits to be fanned out, and the oldest message that could be sent',
      ['step'],
    ),
  };
}
