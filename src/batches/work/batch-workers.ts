import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Repeat } from '../../common/repeat.js';
import { unlessLate } from '../../common/unless-late.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import type { QueueWorker } from '../../queue/queue-worker.js';
import { QueueService } from '../../queue/queue.service.js';
import { ClaimKeeper } from './claim-keeper.js';
import { Dispatcher } from './dispatcher.service.js';
import { ExpandService } from '../expansion/expand.service.js';
import { ProcessImageService } from './process-image.service.js';
import { AnswerJobs } from '../description/answer-jobs.service.js';
import { Describer } from '../description/describer.service.js';
import { ProviderPace } from '../description/provider-pace.js';
import { AiUsage } from '../description/usage.service.js';
import { Settler } from '../settlement/settle.service.js';

const DISPATCH_EVERY_MS = 200;
const PROBE_EVERY_MS = 1_000;
const FILE_EVERY_MS = 1_000;
/** Listings a process reads at once: they wait for S3, not for the processor. */
const EXPANSIONS_AT_ONCE = 2;

/** A round of what goes by itself, and more. */
const ROUND_MS = 3_000;

/** Starts what the worker role does for batches. */
@Injectable()
export class BatchWorkers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly dispatching = new Repeat(
    'dispatch',
    DISPATCH_EVERY_MS,
    () => this.dispatcher.dispatch(),
    new Logger('dispatch'),
  );

  private readonly probing = new Repeat('probe AI', PROBE_EVERY_MS, () => this.pace.probe(), new Logger('ai'));
  private readonly filing = new Repeat('answer files', FILE_EVERY_MS, () => this.answerJobs.round(), new Logger('ai'));

  private expanding: QueueWorker | undefined;
  private compressing: QueueWorker | undefined;

  constructor(
    private readonly queue: QueueService,
    private readonly dispatcher: Dispatcher,
    private readonly expansions: ExpandService,
    private readonly images: ProcessImageService,
    private readonly claims: ClaimKeeper,
    private readonly settler: Settler,
    private readonly describer: Describer,
    private readonly pace: ProviderPace,
    private readonly answerJobs: AnswerJobs,
    private readonly aiUsage: AiUsage,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.has('worker')) return;
    this.claims.start();
    this.settler.start();
    this.expanding = this.queue.work('expand', EXPANSIONS_AT_ONCE, (id) => this.expansions.expand(id));
    this.compressing = this.queue.work('images', this.settings.workerConcurrency, (id) => this.images.process(id));
    this.dispatching.start();
    this.aiUsage.start();
    this.probing.start();
    if (this.settings.openai) this.filing.start();
  }

  /** Takes no new work and lets the images in flight end, or hands them back, before claims and settlement stop. */
  async beforeApplicationShutdown(): Promise<void> {
    const late = AbortSignal.timeout(this.settings.stop.workMs);
    this.expansions.stop();
    // They may wait for a Redis that is away; what they have begun is in rows.
    const rounds = Promise.all([this.dispatching.stop(), this.probing.stop(), this.filing.stop()]);
    await unlessLate(rounds, AbortSignal.timeout(ROUND_MS));
    this.describer.stopWaiting();
    await Promise.all([this.expanding?.stop(late), this.compressing?.stop(late)]);
    await unlessLate(this.images.finish(), late);
    await this.claims.handBack();
    await this.aiUsage.stop();
    await this.settler.stop();
    await this.claims.stop();
  }
}
