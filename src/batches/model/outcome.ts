import type { ImageFacts } from '../../images/compress-image.js';
import type { EndedStatus, Reason } from './statuses.js';

/** How an attempt ended for good. Written once to the image's row; settlement turns it into counters and credits. */
export interface Outcome {
  status: EndedStatus;
  reason: Reason | null;
  etag?: string;
  in?: Partial<ImageFacts>;
  out?: ImageFacts & { quality: number | null };
  altText?: string | null;
  seoName?: string | null;
  /** The AI described the image, so its credit is used. */
  aiUsed?: boolean;
}

/** An image as one attempt holds it. The number of attempts is the claim: a later attempt has a higher one. */
export interface Attempt {
  id: string;
  attempts: number;
}
