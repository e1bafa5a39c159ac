import type { KeptRequest } from '../model/batch-request.js';
import type { Estimate } from '../model/estimate.js';
import { RECENT_IMAGES, RECENT_SECONDS } from './read.sql.js';
import type { BatchStatus, Reason } from '../model/statuses.js';

/** Less than a settlement's round: over less time a rate is meaningless. */
const SHORTEST_SECONDS = 0.1;

/** What made the service pause a batch by itself. */
export interface PauseCause {
  reason: Reason;
  message: string;
}

/** A batch with its reservation and what is in flight, as one read gives it. */
export interface BatchRow {
  id: string;
  account_id: string;
  status: BatchStatus;
  request: KeptRequest;
  total: number;
  succeeded: number;
  failed: number;
  skipped: number;
  canceled: number;
  bytes_in: number;
  bytes_out: number;
  error: object | null;
  /** Why the service itself paused it. */
  pause_cause: PauseCause | null;
  estimate: Estimate | null;
  /** An endpoint that is sent the batch's end in addition to the account's own. */
  webhook_endpoint_id: string | null;
  cancel_requested_at: Date | null;
  /** Its images were deleted, or are being. */
  forgetting_at: Date | null;
  /** Its images wait until then, because the AI has cost as much for the account today as it may. */
  ai_waits_until: Date | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  /** Images taken by a worker whose outcome is not counted yet. */
  processing: number;
  /** Of a batch that was started and has not ended: images settled within the last `RECENT_SECONDS`, up to `RECENT_IMAGES`. */
  recent: number | null;
  /** When the first of those was. */
  recent_since: Date | null;
  compression: number | null;
  compression_settled: number | null;
  compression_released: number | null;
  ai: number | null;
  ai_settled: number | null;
  ai_released: number | null;
  ai_topup_settled: number | null;
}

/** The batch object of the API and of webhook messages. */
export function batchView(row: BatchRow) {
  const done = row.succeeded + row.failed + row.skipped + row.canceled;
  return {
    id: row.id,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    source: row.request.source,
    destination: row.request.destination,
    compress: row.request.compress,
    watermark: row.request.watermark,
    ai: row.request.ai,
    metadata: row.request.metadata,
    images: {
      total: row.total,
      queued: row.ended_at ? 0 : row.total - done - row.processing,
      processing: row.processing,
      succeeded: row.succeeded,
      failed: row.failed,
      skipped: row.skipped,
      canceled: row.canceled,
    },
    bytes: { in: row.bytes_in, out: row.bytes_out, saved: row.bytes_in - row.bytes_out },
    credits: {
      compression: {
        reserved: row.compression ?? 0,
        used: row.compression_settled ?? 0,
        refunded: row.compression_released ?? 0,
      },
      ai: {
        reserved: row.ai ?? 0,
        used: row.ai_settled ?? 0,
        refunded: row.ai_released ?? 0,
        fromTopup: row.ai_topup_settled ?? 0,
      },
    },
    progress: progress(row, done),
    error: row.error,
    pauseCause: row.status === 'paused' ? row.pause_cause : null,
    waitsFor: row.ai_waits_until && { reason: 'ai_ceiling' as const, until: row.ai_waits_until.toISOString() },
    estimate: row.estimate,
  };
}
export type BatchView = ReturnType<typeof batchView>;

/** The rate is that of the recent past, of an ended batch its average; the estimate assumes that it stays. */
function progress(row: BatchRow, done: number) {
  const rate = imagesPerSecond(row, done);
  const goesOn = row.status !== 'paused' && rate > 0;
  return {
    done,
    total: row.total,
    ratio: row.total > 0 ? Math.floor((done / row.total) * 100) / 100 : 0,
    imagesPerSecond: Math.round(rate * 10) / 10,
    etaSeconds: row.ended_at ? 0 : goesOn ? Math.ceil((row.total - done) / rate) : null,
  };
}

function imagesPerSecond({ started_at, ended_at, recent, recent_since }: BatchRow, done: number): number {
  if (!started_at) return 0;
  const secondsSince = (time: Date) => ((ended_at ?? new Date()).getTime() - time.getTime()) / 1000;
  const seconds = secondsSince(started_at);
  if (seconds <= 0) return 0;
  if (recent === null) return done / seconds;
  const counted = recent === RECENT_IMAGES && recent_since ? secondsSince(recent_since) : RECENT_SECONDS;
  return recent / Math.max(Math.min(seconds, counted), SHORTEST_SECONDS);
}
