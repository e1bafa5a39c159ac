import { z } from 'zod';
import { pageOf } from '../common/http/validation.js';
import { EVENT_TYPES } from '../events/catalogue.js';
import { DELIVERY_STATUSES, type DeliveryView } from './delivery-schema.js';
import type { EndpointView } from './endpoint-schema.js';

/** What the OpenAPI document says of answers about webhooks. Views make them; `satisfies` holds the two together. */
const time = z.iso.datetime();

export const endpointResponse = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(EVENT_TYPES)),
  description: z.string().nullable(),
  status: z.enum(['active', 'paused', 'disabled']),
  paused: z.boolean(),
  disabledAt: time.nullable(),
  disabledReason: z.enum(['gone', 'failing']).nullable(),
  failingSince: time.nullable(),
  disablesAt: time.nullable(),
  previousSecretUntil: time.nullable(),
  createdAt: time,
}) satisfies z.ZodType<EndpointView>;

export const endpointsResponse = pageOf(endpointResponse);
/** The only answers with a secret. */
export const rotatedResponse = z.object({ id: z.string(), secret: z.string(), previousSecretUntil: time });
export const endpointWithSecretResponse = endpointResponse.extend({ secret: z.string() });

export const deliveryResponse = z.object({
  id: z.string(),
  webhookId: z.string(),
  endpoint: z.string(),
  type: z.string(),
  status: z.enum(DELIVERY_STATUSES),
  createdAt: time,
  deliveredAt: time.nullable(),
  nextAttemptAt: time.nullable(),
  attempts: z.array(
    z.object({
      number: z.int(),
      startedAt: time,
      durationMs: z.int(),
      status: z.int().nullable(),
      error: z.string().nullable(),
      headers: z.record(z.string(), z.string()).nullable(),
      body: z.string().nullable(),
    }),
  ),
}) satisfies z.ZodType<DeliveryView>;

export const deliveriesResponse = pageOf(deliveryResponse);
/** A message was put on its way. */
export const sentResponse = z.object({ delivery: z.string(), webhookId: z.string() });
export const replayResponse = z.object({ deliveries: z.int(), next: time.nullable() });
