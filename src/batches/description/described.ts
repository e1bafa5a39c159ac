import type { AiFailure } from '../../ai/ai-error.js';
import type { Description } from '../../ai/description.js';
import type { ClaimedImage } from '../model/claimed-image.js';
import type { Outcome } from '../model/outcome.js';
import type { Question } from './question.js';

/** What the AI said of an image, or why it did not. */
export type Described = Description & Pick<Outcome, 'reason'> & { aiUsed: boolean };

/** An image before the AI is asked: with a question, or described already. */
export type Inquiry = { kind: 'question'; question: Question } | { kind: 'described'; described: Described };

/** How a description comes: from one request, or by the file through the provider's Batch API. */
export type Delivery = 'direct' | 'batch';

export function deliveryOf({ request, ai_direct }: ClaimedImage): Delivery {
  return request.ai?.delivery === 'batch' && !ai_direct ? 'batch' : 'direct';
}

/** For an image that wants no texts. */
export const NOT_WANTED: Described = { reason: null, altText: null, seoName: null, aiUsed: false };

export function describedAs({ altText, seoName }: Description): Described {
  return { reason: null, altText, seoName, aiUsed: true };
}

/** The image goes on without texts, and keeps its AI credit. */
export function notDescribed(reason: AiFailure): Described {
  return { reason, altText: null, seoName: null, aiUsed: false };
}

/** What an earlier attempt or a file of replies said: it is not asked for again. Null when nothing is known. */
export function knownBefore(image: ClaimedImage): Described | null {
  if (!image.request.ai) return NOT_WANTED;
  if (image.ai_reason) return notDescribed(image.ai_reason);
  const { alt_text: altText, seo_name: seoName } = image;
  return altText !== null || seoName !== null ? describedAs({ altText, seoName }) : null;
}
