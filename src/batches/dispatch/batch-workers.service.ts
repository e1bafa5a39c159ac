import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { unlessLate } from '../../common/time-limit.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { QueueWorker } from '../../queue/queue-worker.js';
import { QueueService } from '../../queue/queue.service.js';
import { AiRoundsService } from '../description/ai-rounds.service.js';
import { DescribeService } from '../description/describe.service.js';
import { SettleService } from '../settlement/settle.service.js';
import { ClaimsService } from '../work/claims.service.js';
import { ProcessImageService } from '../work/process-image.service.js';
import { DispatchService } from './dispatch.service.js';
import { ListingsService } from './listings.service.js';

const DISPATCH_EVERY_MS = 200;
/** More than one round of dispatching or of the AI takes. */
const ROUND_MS = 3_000;

/** Starts what the worker role does for batches, and stops it in order. */
@Injectable()
export class BatchWorkersService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly dispatching = new Repeat(
    'dispatch',
    DISPATCH_EVERY_MS,
    () => {
      this.listings.begin();
      return this.dispatcher.dispatch();
    },
    new Logger('dispatch'),
  );

  private compressing: QueueWorker | undefined;

  constructor(
    private readonly queue: QueueService,
    private readonly dispatcher: DispatchService,
    private readonly listings: ListingsService,
    private readonly images: ProcessImageService,
    private readonly claims: ClaimsService,
    private readonly settler: SettleService,
    private readonly describing: DescribeService,
    private readonly aiRounds: AiRoundsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.has('worker')) return;
    this.claims.start();
    this.settler.start();
    // The job ends with the slot: the image may go on without it.
    const compress = (id: string) => this.images.process(id).slotFreed;
    this.compressing = this.queue.work('images', this.settings.workerConcurrency, compress);
    this.dispatching.start();
    this.aiRounds.start();
  }

  /** Takes no new work and lets the images in flight end, or hands them back, before claims and settlement stop. */
  async beforeApplicationShutdown(): Promise<void> {
    const late = AbortSignal.timeout(this.settings.stop.workMs);
    const listed = this.listings.stop(late);
    // Rounds may wait for a Redis that is away; what they have begun is in rows.
    const rounds = Promise.all([this.dispatching.stop(), this.aiRounds.stop()]);
    await unlessLate(rounds, AbortSignal.timeout(ROUND_MS));
    this.describing.stopWaiting();
    await Promise.all([listed, this.compressing?.stop(late)]);
    await unlessLate(this.images.finish(), late);
    await this.claims.handBack();
    await this.aiRounds.flush();
    await this.settler.stop();
    await this.claims.stop();
  }
}
