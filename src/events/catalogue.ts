/** The events a webhook can ask for. docs and endpoints validate against this list. */
export const EVENT_TYPES = [
  'batch.completed',
  'batch.failed',
  'batch.canceled',
  'usage.updated',
  'usage.threshold_reached',
  'usage.period_reset',
  'credits.topup_granted',
  'credits.topup_reversed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
