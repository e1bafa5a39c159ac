import type { ImageStatus, Reason } from '../model/statuses.js';

export interface ImageRow {
  id: string;
  key: string;
  etag: string | null;
  status: ImageStatus;
  reason: Reason | null;
  target_key: string | null;
  in_bytes: number | null;
  in_format: string | null;
  in_width: number | null;
  in_height: number | null;
  in_frames: number | null;
  out_bytes: number | null;
  out_format: string | null;
  out_width: number | null;
  out_height: number | null;
  out_frames: number | null;
  out_quality: number | null;
  alt_text: string | null;
  seo_name: string | null;
  ai_used: boolean;
  attempts: number;
  started_at: Date | null;
  ended_at: Date | null;
}

/** Skipped, but at the target all the same: the original, or the result of an earlier run. */
const IN_PLACE: (Reason | null)[] = ['not_smaller', 'unchanged'];

/** The image object of the API. */
export function imageView(row: ImageRow) {
  const succeeded = row.status === 'succeeded';
  const isInPlace = succeeded || IN_PLACE.includes(row.reason);
  return {
    id: row.id,
    key: row.key,
    etag: row.etag,
    status: row.status,
    reason: row.reason,
    targetKey: isInPlace ? row.target_key : null,
    in: {
      bytes: row.in_bytes,
      format: row.in_format,
      width: row.in_width,
      height: row.in_height,
      frames: row.in_frames,
    },
    out: {
      bytes: row.out_bytes,
      format: row.out_format,
      width: row.out_width,
      height: row.out_height,
      frames: row.out_frames,
      quality: row.out_quality,
    },
    savedRatio: savedRatio(row),
    altText: isPaidFor(row) ? row.alt_text : null,
    seoName: isPaidFor(row) ? row.seo_name : null,
    credits: { compression: succeeded ? 1 : 0, ai: row.ai_used ? 1 : 0 },
    attempts: row.attempts,
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}

/**
 * Texts are shown with the credit they cost: not while the image is in work, and not of one that failed. Those of an unchanged one
 * were paid for with its result.
 */
function isPaidFor({ ended_at, ai_used, reason }: ImageRow): boolean {
  return ended_at !== null && (ai_used || reason === 'unchanged');
}

/** Share of the source's bytes that the result does without; negative when it is larger. */
function savedRatio({ in_bytes, out_bytes }: ImageRow): number | null {
  if (!in_bytes || out_bytes === null) return null;
  return Math.round((1 - out_bytes / in_bytes) * 1000) / 1000;
}
