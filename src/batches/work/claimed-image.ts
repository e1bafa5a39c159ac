import type { AiFailure } from '../../ai/ai-error.js';
import type { KeptRequest } from '../admission/batch-request.js';
import type { Attempt, Outcome } from './outcome.js';

/** An image that a worker has taken, with what its batch asks for. */
export interface ClaimedImage extends Attempt {
  account_id: string;
  batch_id: string;
  key: string;
  etag: string | null;
  target_key: string | null;
  alt_text: string | null;
  seo_name: string | null;
  ai_reason: AiFailure | null;
  ai_asked: number;
  ai_unanswered: number;
  ai_direct: boolean;
  /** How an earlier attempt ended that put its result in the source's place. */
  replacement: Outcome | null;
  /** Null: an uploaded file. */
  source_connection_id: string | null;
  destination_connection_id: string | null;
  request: KeptRequest;
  /** When the batch came in. */
  submitted_at: Date;
}

/** Another worker has the image now; what this one did is worth nothing. */
export class LostClaim extends Error {}

/** Nothing can be done for the image now, by no fault of its own: it goes back, and the attempt does not count. */
export class Postponed extends Error {
  /** @param unanswered the AI gave no answer to its own request */
  constructor(
    readonly seconds: number,
    readonly unanswered = false,
  ) {
    super('Postponed');
  }
}
