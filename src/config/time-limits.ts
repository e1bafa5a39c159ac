/** How long one part waits for another. */
export interface TimeLimits {
  /** How long the jobs of a worker that died stay locked in Redis. */
  jobLockMs: number;
  /** How long a call waits for Redis to count it, which takes less than a millisecond; then it goes on uncounted. */
  rateLimitMs: number;
  /** How long a receiver of webhooks may take for its whole answer. The leases of a turn are made for 15 s at most. */
  webhookMs: number;
  /** How long a caller of `POST /api/compress` waits for results, from the moment the batch is accepted. */
  compressMs: number;
}

interface Variables {
  JOB_LOCK_SECONDS: number;
  RATE_LIMIT_WAIT_MS: number;
  WEBHOOK_TIMEOUT_SECONDS: number;
  COMPRESS_WAIT_SECONDS: number;
}

export function timeLimits(v: Variables): TimeLimits {
  return {
    jobLockMs: v.JOB_LOCK_SECONDS * 1000,
    rateLimitMs: v.RATE_LIMIT_WAIT_MS,
    webhookMs: v.WEBHOOK_TIMEOUT_SECONDS * 1000,
    compressMs: v.COMPRESS_WAIT_SECONDS * 1000,
  };
}
