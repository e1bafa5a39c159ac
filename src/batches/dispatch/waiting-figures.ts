import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { MetricsService } from '../../observability/metrics.service.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { readWaiting, type Waiting } from './waiting.sql.js';

/** How much work waits and since when, which is what workers are scaled by. Every process that reports it reports the same. */
@Injectable()
export class WaitingFigures implements OnModuleInit {
  private readonly figures: ReturnType<typeof figuresOf>;

  constructor(
    private readonly metrics: MetricsService,
    private readonly database: DatabaseService,
    private readonly ceiling: AiCeilingService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.figures = figuresOf(metrics);
  }

  /** Workers come by the hundred, and need not all ask the same. */
  onModuleInit(): void {
    const { roles } = this.settings;
    if (roles.has('api') || roles.has('scheduler')) this.metrics.reading('queue', () => this.read());
  }

  private async read(): Promise<void> {
    const [waiting] = await this.database.run<Waiting>(readWaiting, [this.ceiling.setting]);
    if (!waiting) return;
    const { depth, oldest } = this.figures;
    depth.set({ queue: 'images' }, waiting.images);
    depth.set({ queue: 'images_in_redis' }, waiting.in_redis);
    depth.set({ queue: 'images_in_work' }, waiting.in_work);
    depth.set({ queue: 'expansions' }, waiting.expanding);
    oldest.set({ queue: 'images' }, waiting.oldest_turn);
    oldest.set({ queue: 'images_in_redis' }, waiting.oldest_in_redis);
    oldest.set({ queue: 'expansions' }, waiting.oldest_expansion);
  }
}

function figuresOf(metrics: MetricsService) {
  return {
    depth: metrics.gauge(
      'fluxbatch_queue_depth',
      'Work that is not done: images of batches that run (all, those of them in Redis, those with workers), and batches to be listed',
      ['queue'],
    ),
    oldest: metrics.gauge(
      'fluxbatch_queue_oldest_seconds',
      'How long the oldest has waited: a batch for its turn, an image in Redis, a batch to be listed',
      ['queue'],
    ),
  };
}
