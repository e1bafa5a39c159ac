import { Injectable } from '@nestjs/common';
import { AiError, ProviderDown } from '../../ai/ai-error.js';
import { AiService } from '../../ai/ai.service.js';
import { UnusableImage } from '../../images/unusable-image.js';
import { Postponed, type ClaimedImage } from '../model/claimed-image.js';
import { AiUsageService } from './ai-usage.service.js';
import { deliveryOf, describedAs, knownBefore, notDescribed, NOT_WANTED } from './described.js';
import type { Described, Inquiry } from './described.js';
import { DescriptionCacheService } from './description-cache.service.js';
import { ImagesInFlight } from './images-in-flight.js';
import { ProviderPaceService } from './provider-pace.service.js';
import { questionOf, type Question } from './question.js';

/** An image whose own requests get no reply, while those of others do, is not asked about again. */
const TIMES_UNANSWERED = 3;
const WHEN_FULL_SECONDS = 1;
const WHEN_DOWN_SECONDS = 1;
/** From then on the dispatcher leaves it where it is. */
const WHEN_WITHHELD_SECONDS = 1;

/** The AI step of an image. A compressed image is never lost because of it: that only leaves its AI credit unused. */
@Injectable()
export class DescribeService {
  readonly inFlight = new ImagesInFlight();
  private readonly stopping = new AbortController();

  constructor(
    private readonly ai: AiService,
    private readonly cache: DescriptionCacheService,
    private readonly pace: ProviderPaceService,
    private readonly usage: AiUsageService,
  ) {}

  /** Gives back images that wait for their turn, for another process to ask about; requests under way are not cut off. */
  stopWaiting(): void {
    this.stopping.abort();
  }

  /** True while images that want texts have to wait for the provider. */
  isProviderDown(): Promise<boolean> {
    return this.pace.isDown();
  }

  /** @throws Postponed when it makes no sense to begin with an image that will need the AI */
  async requireCapacity(image: ClaimedImage): Promise<void> {
    if (knownBefore(image)) return;
    if (image.ai_withheld) throw new Postponed(WHEN_WITHHELD_SECONDS);
    if (deliveryOf(image) === 'batch') return;
    if (this.inFlight.free === 0) throw new Postponed(WHEN_FULL_SECONDS);
    if (await this.isProviderDown()) throw new Postponed(WHEN_DOWN_SECONDS);
  }

  /** What is to be asked about an image, if anything is. An image without a preview gets no texts. */
  async inquire(image: ClaimedImage, bytes: Buffer): Promise<Inquiry> {
    const before = knownBefore(image);
    if (before) return { kind: 'described', described: before };
    try {
      const question = await questionOf(image, bytes, this.ai.model);
      return question ? { kind: 'question', question } : { kind: 'described', described: NOT_WANTED };
    } catch (error) {
      // The picture itself can be compressed all the same, or its own fault will be found.
      if (error instanceof UnusableImage) return { kind: 'described', described: notDescribed('ai_failed') };
      throw error;
    }
  }

  /** The description of an earlier image that was the same; null when none is kept. */
  async cached(image: ClaimedImage, { hash }: Question): Promise<Described | null> {
    const description = await this.cache.find(image.account_id, hash);
    if (!description) return null;
    this.usage.fromCache(image, deliveryOf(image));
    return describedAs(description);
  }

  /**
   * Asks, or takes what is in the cache.
   * @throws Postponed when the provider cannot be asked now, or is not to be asked about the batch any more
   */
  async ask(image: ClaimedImage, { request, hash }: Question): Promise<Described> {
    const signal = AbortSignal.any([this.stopping.signal, image.withheld]);
    const spent = this.usage.replied.bind(this.usage, image, 'direct');
    const asking = { pace: this.pace, signal, askedBefore: image.ai_asked, spent };
    try {
      const ask = () => this.ai.describe(request, asking);
      const { description, wasCached } = await this.cache.once(image, hash, signal, ask);
      if (wasCached) this.usage.fromCache(image, 'direct');
      return describedAs(description);
    } catch (error) {
      if (error instanceof AiError) return notDescribed(error.reason);
      if (error instanceof ProviderDown) return this.postpone(image, error);
      if (signal.aborted) throw new Postponed(0);
      throw error;
    }
  }

  private postpone({ ai_unanswered: before }: ClaimedImage, { byOwnRequest }: ProviderDown): Described {
    if (byOwnRequest && before + 1 >= TIMES_UNANSWERED) return notDescribed('ai_failed');
    throw new Postponed(WHEN_DOWN_SECONDS, byOwnRequest);
  }
}
