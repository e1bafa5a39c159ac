import { Injectable } from '@nestjs/common';
import { AiError, ProviderDown } from '../../ai/ai-error.js';
import { AiService } from '../../ai/ai.service.js';
import type { Description } from '../../ai/description.js';
import { UnusableImage } from '../../images/unusable-image.js';
import { Postponed, type ClaimedImage } from '../model/claimed-image.js';
import { DescriptionCacheService } from './description-cache.service.js';
import { ProviderPaceService } from './provider-pace.service.js';
import { questionOf, type Question } from './question.js';
import { AiUsageService, type Delivery } from './ai-usage.service.js';
import { WaitingRoom } from './in-flight.js';
import type { Outcome } from '../model/outcome.js';

/** What the AI said of an image, or why it did not. */
export type Described = Description & Pick<Outcome, 'reason'> & { aiUsed: boolean };

const NOT_WANTED: Described = { reason: null, altText: null, seoName: null, aiUsed: false };

/** An image whose own requests stay without an answer, while those of others are answered, is not asked about again. */
const TIMES_UNANSWERED = 3;
const WHEN_FULL_SECONDS = 1;
const WHEN_DOWN_SECONDS = 1;

/** The AI step of an image. A compressed image is never lost because of it: that only leaves its credit unused. */
@Injectable()
export class DescribeService {
  readonly room = new WaitingRoom();
  private stopping = new AbortController();

  constructor(
    private readonly ai: AiService,
    private readonly answers: DescriptionCacheService,
    private readonly pace: ProviderPaceService,
    private readonly usage: AiUsageService,
  ) {}

  /** Images that wait for an answer are given back, to be asked about by another process; requests under way are not cut off. */
  stopWaiting(): void {
    this.stopping.abort();
  }

  /** @throws Postponed when there is no sense in beginning with an image that will need the AI */
  async checkRoom(image: ClaimedImage): Promise<void> {
    if (known(image) || deliveryOf(image) === 'batch') return;
    if (this.room.free === 0) throw new Postponed(WHEN_FULL_SECONDS);
    if (await this.pace.isDown()) throw new Postponed(WHEN_DOWN_SECONDS);
  }

  /** What is to be asked about an image: nothing when it wants no texts, or they are known. No preview, no texts. */
  async question(image: ClaimedImage, bytes: Buffer): Promise<Question | Described> {
    const before = known(image);
    if (before) return before;
    try {
      return (await questionOf(image, bytes, this.ai.model)) ?? NOT_WANTED;
    } catch (error) {
      // The picture itself can be compressed all the same, or its own fault will be found.
      if (error instanceof UnusableImage) return without('ai_failed');
      throw error;
    }
  }

  /** The answer of an earlier image that was the same; null when there was none. */
  async kept(image: ClaimedImage, { hash }: Question): Promise<Described | null> {
    const answer = await this.answers.find(image.account_id, hash);
    if (answer) this.usage.kept(image, deliveryOf(image));
    return answer && { reason: null, ...answer, aiUsed: true };
  }

  /**
   * Asks, or gives back what is kept. @throws Postponed when the provider cannot be asked now
   */
  async describe(image: ClaimedImage, { request, hash }: Question): Promise<Described> {
    const { signal } = this.stopping;
    const spent = this.usage.answered.bind(this.usage, image, 'direct');
    const asking = { pace: this.pace, signal, askedBefore: image.ai_asked, spent };
    try {
      const ask = () => this.ai.describe(request, asking);
      const { answer, wasKept } = await this.answers.once(image, hash, signal, ask);
      if (wasKept) this.usage.kept(image, 'direct');
      return { reason: null, ...answer, aiUsed: true };
    } catch (error) {
      if (error instanceof AiError) return without(error.reason);
      if (error instanceof ProviderDown) return this.postpone(image, error);
      if (signal.aborted) throw new Postponed(0);
      throw error;
    }
  }

  private postpone({ ai_unanswered: before }: ClaimedImage, { byOwnRequest }: ProviderDown): Described {
    if (byOwnRequest && before + 1 >= TIMES_UNANSWERED) return without('ai_failed');
    throw new Postponed(WHEN_DOWN_SECONDS, byOwnRequest);
  }
}

/** How an image's answer comes. */
export function deliveryOf({ request, ai_direct }: ClaimedImage): Delivery {
  return request.ai?.delivery === 'batch' && !ai_direct ? 'batch' : 'direct';
}

export function isQuestion(asked: Question | Described): asked is Question {
  return 'hash' in asked;
}

/** What an earlier attempt was told, or a file of answers said, is not asked for again. */
function known({ request, alt_text: altText, seo_name: seoName, ai_reason: reason }: ClaimedImage): Described | null {
  if (!request.ai) return NOT_WANTED;
  if (reason) return without(reason);
  return altText !== null || seoName !== null ? { reason: null, altText, seoName, aiUsed: true } : null;
}

function without(reason: 'ai_refused' | 'ai_failed'): Described {
  return { reason, altText: null, seoName: null, aiUsed: false };
}
