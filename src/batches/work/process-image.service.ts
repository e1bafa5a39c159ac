import { Inject, Injectable, Logger } from '@nestjs/common';
import { errorStack, errorText } from '../../common/foreign-text.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { DatabaseService } from '../../database/database.service.js';
import { UnusableImage } from '../../images/unusable-image.js';
import { activity } from '../../observability/activity.js';
import { BlockedAddress } from '../../outbound/address-guard.js';
import { StorageError, toStorageError } from '../../storage/storage-error.js';
import { AiCeilingService } from '../ceiling/ai-ceiling.service.js';
import { DescribeService } from '../description/describe.service.js';
import { deliveryOf, knownBefore, type Described } from '../description/described.js';
import { WithheldService } from '../description/withheld.service.js';
import { LostClaim, Postponed, type ClaimedImage } from '../model/claimed-image.js';
import { DatabaseClock } from '../model/database-clock.js';
import type { Outcome } from '../model/outcome.js';
import { SettleService } from '../settlement/settle.service.js';
import { claimImage, LEASE_SECONDS, MAX_ATTEMPTS } from './claim.sql.js';
import { ClaimsService } from './claims.service.js';
import { FirstWrites, type FirstWritePass } from './first-writes.js';
import { FailedWritesService } from './failed-writes.service.js';
import { FailedWrite, ResultService, type MadeResult } from './result.service.js';
import { SlowTransfers } from './slow-transfers.js';
import { StageFigures } from './stage-figures.js';
import { undoAttempt, retryLater, writeOutcome } from './write-outcome.js';

const FIRST_RETRY_SECONDS = 2;
/** A batch in cheap mode of so many images is asked about by file at once; of a larger one something is written first. */
const FILED_AT_ONCE = 20;
const UNTIL_FIRST_WRITE_SECONDS = 1;
const WHEN_SLOW_SECONDS = 2;

/** An image on its way. Neither promise ever rejects: what goes wrong is written to the image's row. */
export interface ImageRun {
  /** Another image may have the slot: this one has ended, or only waits for its description or a slow store. */
  slotFreed: Promise<void>;
  /** Nothing of the image is left in this process. */
  ended: Promise<void>;
}

/** What a claim answers. */
type ClaimedRow = Omit<ClaimedImage, 'clock' | 'withheld'> & { claimed_at: Date };

/** How an attempt came to its end: with an outcome, or parked until a file brings the description. */
type AttemptEnd = { kind: 'ended'; outcome: Outcome } | { kind: 'parked' };

/** One image's way: claim it, find or make its result, have it described, write it, and put an outcome on its row. */
@Injectable()
export class ProcessImageService {
  private readonly logger = new Logger('image');
  /** Images that wait for the AI are no longer jobs of the queue, but still in hand here. */
  private readonly inHand = new Set<Promise<void>>();
  private readonly firstWrites = new FirstWrites();
  private readonly slow: SlowTransfers;

  constructor(
    private readonly database: DatabaseService,
    private readonly results: ResultService,
    private readonly describing: DescribeService,
    private readonly withheld: WithheldService,
    private readonly ceiling: AiCeilingService,
    private readonly claims: ClaimsService,
    private readonly settler: SettleService,
    private readonly failedWrites: FailedWritesService,
    private readonly stages: StageFigures,
    @Inject(SETTINGS) { workerConcurrency }: Settings,
  ) {
    this.slow = new SlowTransfers(workerConcurrency);
  }

  /** Does nothing when the image was taken or has ended already: a job may come twice. */
  process(imageId: string): ImageRun {
    const slot = Promise.withResolvers<void>();
    const ended = this.run(imageId, slot.resolve)
      .catch((error: unknown) => this.logger.error(`${imageId}: ${errorText(error)}`, errorStack(error)))
      .finally(() => {
        this.inHand.delete(ended);
        slot.resolve();
      });
    this.inHand.add(ended);
    return { slotFreed: slot.promise, ended };
  }

  /** Waits for the images in hand, also those that have freed their slot. */
  async finish(): Promise<void> {
    await Promise.all(this.inHand);
  }

  private async run(imageId: string, freeSlot: () => void): Promise<void> {
    const values = [imageId, LEASE_SECONDS, this.ceiling.setting];
    const [claimed] = await this.database.run<ClaimedRow>(claimImage, values);
    if (!claimed) return;
    const clock = new DatabaseClock(claimed.claimed_at);
    try {
      await this.withheld.during(claimed, (withheld) => this.runClaimed({ ...claimed, clock, withheld }, freeSlot));
    } finally {
      this.settler.noteChange(claimed.batch_id);
    }
  }

  private async runClaimed(image: ClaimedImage, freeSlot: () => void): Promise<void> {
    const ids = { batchId: image.batch_id, imageId: image.id };
    const work = () => activity('image', ids, () => this.work(image, freeSlot), image.traceparent);
    await this.claims.keep(image, work);
  }

  private async work(image: ClaimedImage, freeSlot: () => void): Promise<void> {
    const pass = this.firstWrites.pass(image.batch_id);
    try {
      const end = await this.attempt(image, pass, freeSlot);
      if (end.kind === 'ended') await writeOutcome(this.database, image, end.outcome);
    } catch (error) {
      await this.endOrRetry(image, pass, error);
    } finally {
      // A write that failed is noted by now: whoever is let in sees it.
      pass.leave();
    }
  }

  private async attempt(claimed: ClaimedImage, pass: FirstWritePass, freeSlot: () => void): Promise<AttemptEnd> {
    const image = asFirstOfMany(claimed, pass);
    if (this.slow.hasShare(image.account_id)) throw new Postponed(WHEN_SLOW_SECONDS);
    const transfers = this.slow.attempt(image.account_id, freeSlot);
    try {
      const found = await transfers.during(() => this.results.find(image));
      if (found.kind === 'done') return { kind: 'ended', outcome: found.outcome };
      await this.describing.requireCapacity(image);
      const made = await this.results.make(image, found.destination, transfers);
      if (made.kind === 'parked') return made;
      const described = await this.describe(image, made, pass, freeSlot);
      const write = () => this.results.write(image, found.destination, made, described);
      const outcome = await transfers.during(write);
      pass.written();
      return { kind: 'ended', outcome };
    } finally {
      transfers.end();
    }
  }

  /** The AI takes seconds: once there is memory to wait in, the slot is free for another image to be compressed. */
  private async describe(
    image: ClaimedImage,
    { compressed, inquiry }: MadeResult,
    pass: FirstWritePass,
    freeSlot: () => void,
  ): Promise<Described> {
    if (inquiry.kind === 'described') return inquiry.described;
    return this.describing.inFlight.hold(compressed.bytes.length, async () => {
      freeSlot();
      await pass.enter();
      // Those before it may have failed meanwhile.
      if (!pass.isProven && (await this.failedWrites.isPaused(image.batch_id))) throw new Postponed(0);
      return this.stages.run('ai', () => this.describing.ask(image, inquiry.question));
    });
  }

  private async endOrRetry(image: ClaimedImage, pass: FirstWritePass, error: unknown): Promise<void> {
    if (error instanceof LostClaim) return;
    if (error instanceof Postponed) return undoAttempt(this.database, image, error);
    if (error instanceof UnusableImage) {
      return writeOutcome(this.database, image, { status: 'failed', reason: error.reason });
    }
    const failure = error instanceof BlockedAddress ? toStorageError(error) : error;
    const passing = !(failure instanceof StorageError) || failure.retryable;
    const reason = failure instanceof StorageError ? failure.reason : 'internal';
    if (failure instanceof FailedWrite) pass.failed();
    this.logger.warn(`${image.id} attempt ${image.attempts}: ${errorText(error)}`);
    if (!passing || image.attempts >= MAX_ATTEMPTS) {
      await writeOutcome(this.database, image, { status: 'failed', reason });
      // Uploads are written to the service's own bucket: nobody could mend that and resume them.
      const isOwn = image.destination_connection_id === null;
      if (failure instanceof FailedWrite && !isOwn) await this.failedWrites.note(image.batch_id, failure);
      return;
    }
    await retryLater(this.database, image, retryDelay(image.attempts));
  }
}

/**
 * A file may ask about thousands of images. So the first ones of a large batch in cheap mode are asked about one by one, and the others
 * wait for a second or two until one of them is written. @throws Postponed
 */
function asFirstOfMany(image: ClaimedImage, pass: FirstWritePass): ClaimedImage {
  const isOneOfMany = deliveryOf(image) === 'batch' && image.batch_total > FILED_AT_ONCE;
  if (!isOneOfMany || pass.isProven || knownBefore(image)) return image;
  if (!pass.tryEnter()) throw new Postponed(UNTIL_FIRST_WRITE_SECONDS);
  return { ...image, ai_direct: true };
}

/** Doubles with each attempt; the jitter keeps images that failed together from coming back together. */
function retryDelay(attempts: number): number {
  return FIRST_RETRY_SECONDS * 2 ** (attempts - 1) * (0.75 + Math.random() / 2);
}
