import { z } from 'zod';
import { plainText } from '../common/http/validation.js';
import type { WebhookEndpoint } from '../database/generated/client.js';
import { EVENT_TYPES, type EventType } from '../events/catalogue.js';
import { endpointUrl } from './endpoint-address.js';
import { DISABLED_AFTER_DAYS } from './retries.js';

const events = z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length);

/** `POST /api/webhooks`; without `events` the endpoint gets all of them. */
export const newEndpoint = z.strictObject({
  url: endpointUrl,
  events: events.optional(),
  description: plainText(200).optional(),
});
export type NewEndpoint = z.infer<typeof newEndpoint>;

/** `PATCH /api/webhooks/:id`; what is left out stays. `events: null` means all, also those to come. */
export const endpointChange = z.strictObject({
  url: endpointUrl.optional(),
  events: events.nullable().optional(),
  description: plainText(200).nullable().optional(),
  paused: z.boolean().optional(),
});
export type EndpointChange = z.infer<typeof endpointChange>;

/** Why nothing is sent to an endpoint any more: it answered 410, or nothing else than failures for five days. */
export type DisabledReason = 'gone' | 'failing';

export interface EndpointView {
  id: string;
  url: string;
  events: EventType[];
  description: string | null;
  status: 'active' | 'paused' | 'disabled';
  paused: boolean;
  disabledAt: string | null;
  disabledReason: DisabledReason | null;
  /** When its first attempt failed since the last success; null while all is well. */
  failingSince: string | null;
  /** When it will be disabled if nothing succeeds until then; null while all is well, and once it is disabled. */
  disablesAt: string | null;
  /** Until when messages are signed with the secret before the last rotation too. */
  previousSecretUntil: string | null;
  createdAt: string;
}

/** An endpoint as the API shows it: secrets never leave. */
export function endpointView(row: WebhookEndpoint): EndpointView {
  const overlaps = row.previousSecretUntil !== null && row.previousSecretUntil > new Date();
  return {
    id: row.id,
    url: row.url,
    events: row.events.length > 0 ? (row.events as EventType[]) : [...EVENT_TYPES],
    description: row.description,
    status: row.disabledAt ? 'disabled' : row.pausedAt ? 'paused' : 'active',
    paused: row.pausedAt !== null,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    disabledReason: row.disabledReason as DisabledReason | null,
    failingSince: row.failingSince?.toISOString() ?? null,
    disablesAt: row.failingSince && !row.disabledAt ? disablesAt(row.failingSince) : null,
    previousSecretUntil: overlaps ? (row.previousSecretUntil?.toISOString() ?? null) : null,
    createdAt: row.createdAt.toISOString(),
  };
}

function disablesAt(failingSince: Date): string {
  return new Date(failingSince.getTime() + DISABLED_AFTER_DAYS * 86_400_000).toISOString();
}
