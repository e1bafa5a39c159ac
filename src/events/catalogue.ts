/** The events an endpoint can ask for. docs and endpoints validate against this list. */
export const EVENT_TYPES = [
  'batch.completed',
  'batch.failed',
  'batch.canceled',
  'usage.updated',
  'usage.threshold_reached',
  'usage.period_reset',
  'credits.topup_granted',
  'credits.topup_reversed',
  'credits.topup_low',
  'webhook.disabled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Sent to the one endpoint that is tried out, whatever it asked for. */
export const TEST_EVENT = 'webhook.test';
