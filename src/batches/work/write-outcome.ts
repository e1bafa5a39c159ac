import type { Sql } from '../../database/database.service.js';
import type { Attempt, Outcome } from '../model/outcome.js';
import { setUndone, setOutcome, setRetry } from './outcome.sql.js';

/** Ends the image. Finds nothing to do when the attempt lost its claim. */
export async function writeOutcome(sql: Sql, { id, attempts }: Attempt, outcome: Outcome): Promise<void> {
  const { status, reason, etag = null, in: source, out, altText = null, seoName = null, aiUsed = false } = outcome;
  await sql.run(setOutcome, [
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

/** Puts an image back as if the attempt had not been made. Nothing may be written under the claim after this. */
export async function undoAttempt(
  sql: Sql,
  { id, attempts }: Attempt,
  { seconds, unanswered }: { seconds: number; unanswered: boolean },
): Promise<void> {
  await sql.run(setUndone, [id, attempts, seconds, unanswered ? 1 : 0]);
}

/** Puts an image back after a fault that may pass. */
export async function retryLater(sql: Sql, { id, attempts }: Attempt, delaySeconds: number): Promise<void> {
  await sql.run(setRetry, [id, attempts, delaySeconds]);
}
