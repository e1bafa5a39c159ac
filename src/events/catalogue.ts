/** The events a webhook can ask for. docs and endpoints validate against this list. */
export const EVENT_TYPES = ['batch.completed', 'batch.failed'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
