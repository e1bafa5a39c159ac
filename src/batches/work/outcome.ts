import { statement, type Sql } from '../../database/database.service.js';
import type { ImageFacts } from '../../images/compress-image.js';
import type { ImageStatus, Reason } from '../reading/image-view.js';

/** How an attempt ended for good. Written once to the image's row; settlement turns it into counters and credits. */
export interface Outcome {
  status: Extract<ImageStatus, 'succeeded' | 'failed' | 'skipped' | 'canceled'>;
  reason: Reason | null;
  etag?: string;
  in?: Partial<ImageFacts>;
  out?: ImageFacts & { quality: number | null };
  altText?: string | null;
  seoName?: string | null;
  /** The AI answered, so its credit is used. */
  aiUsed?: boolean;
}

/** An image as one attempt holds it. */
export interface Attempt {
  id: string;
  attempts: number;
}

const writeStatement = statement(
  'images.write-outcome',
  // "attempts" names the claim: only the worker that holds it ends the image, and only once.
  `UPDATE images SET status = $3, reason = $4, ended_at = clock_timestamp(), lease_until = NULL,
     etag = coalesce(etag, $5), in_bytes = $6, in_format = $7, in_width = $8, in_height = $9,
     out_bytes = $10, out_format = $11, out_width = $12, out_height = $13, out_quality = $14,
     alt_text = $15, seo_name = $16, ai_used = $17, in_frames = $18, out_frames = $19
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

/** Finds nothing to do when the attempt lost its claim. */
export async function writeOutcome(sql: Sql, { id, attempts }: Attempt, outcome: Outcome): Promise<void> {
  const { status, reason, etag = null, in: source, out, altText = null, seoName = null, aiUsed = false } = outcome;
  await sql.run(writeStatement, [
    id,
    attempts,
    status,
    reason,
    etag,
    source?.bytes ?? null,
    source?.format ?? null,
    source?.width ?? null,
    source?.height ?? null,
    out?.bytes ?? null,
    out?.format ?? null,
    out?.width ?? null,
    out?.height ?? null,
    out?.quality ?? null,
    altText,
    seoName,
    aiUsed,
    source?.frames ?? null,
    out?.frames ?? null,
  ]);
}

const retryStatement = statement(
  'images.retry-later',
  `UPDATE images SET status = 'pending', lease_until = NULL, retry_at = clock_timestamp() + make_interval(secs => $3)
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

const giveBackStatement = statement(
  'images.give-back',
  // Its number is free again: whoever had it writes nothing more.
  `UPDATE images SET status = 'pending', lease_until = NULL, attempts = attempts - 1,
     retry_at = clock_timestamp() + make_interval(secs => $3), ai_unanswered = ai_unanswered + $4::int
   WHERE id = $1 AND attempts = $2 AND status = 'processing'`,
);

/** Puts an image back as if the attempt had not been made. The last that is written under the claim. */
export async function giveBack(
  sql: Sql,
  { id, attempts }: Attempt,
  { seconds, unanswered }: { seconds: number; unanswered: boolean },
): Promise<void> {
  await sql.run(giveBackStatement, [id, attempts, seconds, unanswered ? 1 : 0]);
}

/** Puts an image back after a fault that may pass. */
export async function retryLater(sql: Sql, { id, attempts }: Attempt, delaySeconds: number): Promise<void> {
  await sql.run(retryStatement, [id, attempts, delaySeconds]);
}
