import type { AiFailure } from '../../ai/ai-error.js';
import type { KeptRequest } from './batch-request.js';
import type { DatabaseClock } from './database-clock.js';
import type { Attempt, Outcome } from './outcome.js';

/** A result of the same source, made of what was asked for now too. */
export interface EarlierResult {
  target: string;
  altText: string | null;
  seoName: string | null;
}

/** An image that a worker has taken, with what its batch asks for. */
export interface ClaimedImage extends Attempt {
  account_id: string;
  batch_id: string;
  key: string;
  etag: string | null;
  target_key: string | null;
  /** Where a batch before put its result, when that place was chosen with the result. */
  earlier: EarlierResult | null;
  alt_text: string | null;
  seo_name: string | null;
  ai_reason: AiFailure | null;
  ai_asked: number;
  ai_unanswered: number;
  ai_direct: boolean;
  /** The AI is not to be asked about it now. */
  ai_withheld: boolean;
  /** How an earlier attempt ended that put its result in the source's place. */
  replacement: Outcome | null;
  /** Null: an uploaded file. */
  source_connection_id: string | null;
  destination_connection_id: string | null;
  request: KeptRequest;
  /** Images of its batch. */
  batch_total: number;
  /** Aborted once the AI is not to be asked about the batch any more. */
  withheld: AbortSignal;
  /** When the batch came in. */
  submitted_at: Date;
  /** By the same clock as that. */
  clock: DatabaseClock;
  /** The trace it belongs to, if any. */
  traceparent: string | null;
}

/** Another worker has the image now; what this one did is worth nothing. */
export class LostClaim extends Error {}

/** Nothing can be done for the image now, by no fault of its own: it goes back, and the attempt does not count. */
export class Postponed extends Error {
  /** @param unanswered its own request to the AI got no reply */
  constructor(
    readonly seconds: number,
    readonly unanswered = false,
  ) {
    super('Postponed');
  }
}
