import { z } from 'zod';
import { pageQuery } from '../common/http/validation.js';
import type { OutboxEvent, WebhookAttempt, WebhookDelivery } from '../database/generated/client.js';

export const DELIVERY_STATUSES = ['pending', 'delivered', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** `GET /api/webhooks/:id/deliveries` */
export const deliveriesQuery = pageQuery.extend({ status: z.enum(DELIVERY_STATUSES).optional() });
export type DeliveriesQuery = z.infer<typeof deliveriesQuery>;

/** `POST /api/webhooks/:id/replay`. `undelivered: true` leaves out what the receiver has taken already. */
export const replayRequest = z.strictObject({
  since: z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-22T10:00:00Z' }),
  undelivered: z.boolean().default(false),
});
export type ReplayRequest = z.infer<typeof replayRequest>;

/** The body of calls that take none: `{}`, or nothing at all. */
export const nothing = z.strictObject({}).nullish();

export type DeliveryRow = WebhookDelivery & { event: Pick<OutboxEvent, 'type'>; log: WebhookAttempt[] };

/** A delivery and all its attempts, the newest last. */
export function deliveryView(row: DeliveryRow) {
  return {
    id: row.id,
    webhookId: row.eventId,
    endpoint: row.endpointId,
    type: row.event.type,
    status: row.status as DeliveryStatus,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    nextAttemptAt: row.status === 'pending' ? row.nextAt.toISOString() : null,
    attempts: row.log.map((attempt) => ({
      number: attempt.attempt,
      startedAt: attempt.startedAt.toISOString(),
      durationMs: attempt.durationMs,
      status: attempt.responseStatus,
      error: attempt.error,
      headers: attempt.responseHeaders as Record<string, string> | null,
      body: attempt.responseBody,
    })),
  };
}
export type DeliveryView = ReturnType<typeof deliveryView>;
