import type { KeptRequest } from './batch-request.js';

export const BATCH_STATUSES = ['expanding', 'queued', 'running', 'paused', 'completed', 'failed', 'canceled'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

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
  /** Where its end is told besides the account's own endpoints. */
  webhook_endpoint_id: string | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
  /** Images taken by a worker whose outcome is not counted yet. */
  processing: number;
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
  };
}
export type BatchView = ReturnType<typeof batchView>;

/** The rate is the batch's own average so far; the estimate assumes that it stays. */
function progress(row: BatchRow, done: number) {
  const seconds = row.started_at ? ((row.ended_at ?? new Date()).getTime() - row.started_at.getTime()) / 1000 : 0;
  const rate = seconds > 0 ? done / seconds : 0;
  return {
    done,
    total: row.total,
    ratio: row.total > 0 ? Math.floor((done / row.total) * 100) / 100 : 0,
    imagesPerSecond: Math.round(rate * 10) / 10,
    etaSeconds: row.ended_at ? 0 : rate > 0 ? Math.ceil((row.total - done) / rate) : null,
  };
}
