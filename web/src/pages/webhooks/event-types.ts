import type { EventType } from '../../api/types';

/** All of them: the compiler finds one that is missing or gone. */
const TYPES: Record<EventType, true> = {
  'batch.completed': true,
  'batch.failed': true,
  'batch.canceled': true,
  'usage.updated': true,
  'usage.threshold_reached': true,
  'usage.period_reset': true,
  'credits.topup_granted': true,
  'credits.topup_reversed': true,
  'credits.topup_low': true,
  'webhook.disabled': true,
};
export const EVENT_TYPES = Object.keys(TYPES) as EventType[];
