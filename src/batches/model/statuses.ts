/** Where a batch is on its way; docs/lifecycle.md has every move. */
export const BATCH_STATUSES = [
  'expanding',
  'ready',
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'canceled',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/** How an image may have ended. */
export const ENDED_STATUSES = ['succeeded', 'failed', 'skipped', 'canceled'] as const;
export type EndedStatus = (typeof ENDED_STATUSES)[number];

export const IMAGE_STATUSES = ['pending', 'queued', 'processing', ...ENDED_STATUSES] as const;
export type ImageStatus = (typeof IMAGE_STATUSES)[number];

/** Why an image ended as it did; the closed list that callers can rely on. */
export const REASONS = [
  'not_found',
  'access_denied',
  'not_an_image',
  'corrupt',
  'too_large',
  'too_many_pixels',
  'unsupported_format',
  'source_changed',
  'timeout',
  'storage_error',
  'ai_refused',
  'ai_failed',
  'unchanged',
  'not_smaller',
  'no_credits',
  'canceled',
  'internal',
] as const;
export type Reason = (typeof REASONS)[number];
