import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import {
  AiCeilingService,
  CancelService,
  DescriptionCacheService,
  ExpansionEndService,
  ImageRetentionService,
  RescueService,
  UploadRetentionService,
} from '../batches/index.js';
import { SignInRetentionService } from '../accounts/people/sign-in-retention.service.js';
import { StripeEventsService } from '../billing/stripe-events.service.js';
import { ReconcileService } from '../billing/reconcile.service.js';
import { Repeat } from '../common/repeat.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { PeriodsService } from '../credits/periods.service.js';
import { UsageDaysService } from '../credits/usage-days.service.js';
import { DatabaseService } from '../database/database.service.js';
import { FaultsService } from '../faults/faults.service.js';
import { IdempotencyService } from '../database/idempotency.service.js';
import { LooseTextsService } from '../sealing/loose-texts.service.js';
import { RelayService } from '../webhooks/relay.service.js';
import { WebhookRetentionService } from '../webhooks/webhook-retention.service.js';

const PAGE = 200;

/** The timetable. Every duty finds its work by rows alone, so two schedulers only share it. */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly duties: Repeat[];

  constructor(
    periods: PeriodsService,
    database: DatabaseService,
    rescuer: RescueService,
    cancellations: CancelService,
    expansionEnd: ExpansionEndService,
    answers: DescriptionCacheService,
    ceiling: AiCeilingService,
    relay: RelayService,
    retention: WebhookRetentionService,
    signIns: SignInRetentionService,
    uploads: UploadRetentionService,
    images: ImageRetentionService,
    usageDays: UsageDaysService,
    idempotency: IdempotencyService,
    stripeEvents: StripeEventsService,
    reconciler: ReconcileService,
    looseTexts: LooseTextsService,
    faults: FaultsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    const logger = new Logger('scheduler');
    this.duties = [
      new Repeat('relay events', 500, () => relay.relay(), logger),
      new Repeat('rescue images', 2_000, () => rescuer.rescue(), logger),
      new Repeat(
        'cancel what suspended accounts have open',
        2_000,
        () => inPages((limit) => cancellations.cancelOfSuspended(limit)),
        logger,
      ),
      new Repeat(
        'finish cancellations',
        2_000,
        () => inPages((limit) => cancellations.cancelLeftBehind(limit)),
        logger,
      ),
      new Repeat('end expansions', 2_000, () => inPages((limit) => expansionEnd.workLeftBehind(limit)), logger),
      new Repeat('expire holds', 60_000, () => inPages((limit) => cancellations.expire(limit)), logger),
      new Repeat('roll periods', 10_000, () => inPages((limit) => periods.rollDue(database, limit)), logger),
      new Repeat('forget old faults', 60_000, () => faults.forget(), logger),
      new Repeat('forget old AI answers', 600_000, () => inPages((limit) => answers.forget(limit)), logger),
      new Repeat('forget old AI days', 600_000, () => inPages((limit) => ceiling.forget(limit)), logger),
      new Repeat('forget old deliveries', 600_000, () => inPages((limit) => retention.forget(limit)), logger),
      new Repeat('forget ended sessions', 600_000, () => inPages((limit) => signIns.forget(limit)), logger),
      new Repeat('delete uploads', 60_000, () => inPages((limit) => uploads.forget(limit)), logger),
      new Repeat('delete old images', 2_000, () => images.forget(), logger),
      new Repeat('forget old usage days', 600_000, () => inPages((limit) => usageDays.forget(limit)), logger),
      new Repeat('forget old requests', 600_000, () => inPages((limit) => idempotency.forget(limit)), logger),
      new Repeat('hand out Stripe events', 1_000, () => inPages((limit) => stripeEvents.offer(limit)), logger),
      new Repeat('renew subscriptions', 60_000, () => reconciler.renewals(), logger),
      new Repeat('reconcile Stripe', 10_000, () => reconciler.reconcile(10_000), logger),
      new Repeat('bind sealed texts', 5_000, () => looseTexts.bindWhenDue(), logger),
      new Repeat('announce usage', 15_000, () => inPages((limit) => periods.announceUsage(database, limit)), logger),
    ];
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.has('scheduler')) this.duties.forEach((duty) => duty.start());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.duties.map((duty) => duty.stop()));
  }
}

/** Goes on while pages come back full. */
async function inPages(page: (limit: number) => Promise<number>): Promise<void> {
  let done: number;
  do done = await page(PAGE);
  while (done === PAGE);
}
