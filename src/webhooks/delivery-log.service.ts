import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { toPage, type Page } from '../common/http/validation.js';
import { earliestId } from '../common/ids.js';
import type { Sql } from '../database/database.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { TEST_EVENT } from '../events/catalogue.js';
import { EventsService } from '../events/events.service.js';
import { insertTestDelivery, readDelivery, replayEvents, resendDelivery } from './delivery-log.sql.js';
import { deliveryView, type DeliveriesQuery, type DeliveryView, type ReplayRequest } from './delivery-schema.js';
import { readEndpointState } from './endpoints.sql.js';

/** Events that one call replays at most. */
const MAX_REPLAYED = 10_000;
/** How far clocks and transactions may put an event's id before its time. */
const CLOCK_SLACK_MS = 3_600_000;

const WITH_ATTEMPTS = { event: { select: { type: true } }, log: { orderBy: { attempt: 'asc' } } } as const;

/** What an account can see and do about its deliveries. Those to a batch's own `webhookUrl` are not among them. */
@Injectable()
export class DeliveryLogService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly events: EventsService,
  ) {}

  /** Newest event first. @throws ApiError `not_found` */
  async list(accountId: string, endpointId: string, query: DeliveriesQuery): Promise<Page<DeliveryView>> {
    const { limit, cursor, status } = query;
    const endpoint = { id: endpointId, accountId, forBatches: false };
    if ((await this.prisma.webhookEndpoint.count({ where: endpoint })) === 0) throw new ApiError('not_found');
    const rows = await this.prisma.webhookDelivery.findMany({
      where: { endpointId, status, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
      include: WITH_ATTEMPTS,
    });
    return toPage(rows, limit, deliveryView);
  }

  /** @throws ApiError `not_found` */
  async get(accountId: string, id: string): Promise<DeliveryView> {
    const where = { id, accountId, endpoint: { forBatches: false } };
    const row = await this.prisma.webhookDelivery.findFirst({ where, include: WITH_ATTEMPTS });
    if (!row) throw new ApiError('not_found');
    return deliveryView(row);
  }

  /** @throws ApiError `not_found`, or `invalid_state` while the endpoint is paused or disabled */
  async sendTest(sql: Sql, accountId: string, endpointId: string) {
    await this.requireActive(sql, accountId, endpointId);
    const webhookId = await this.events.appendRelayed(sql, accountId, TEST_EVENT, endpointId);
    const [delivery] = await sql.run<{ id: string }>(insertTestDelivery, [webhookId, accountId, endpointId]);
    return { delivery: delivery?.id, webhookId };
  }

  /** At once, under the same `webhook-id`, with all retries before it. @throws ApiError as `sendTest` */
  async resend(sql: Sql, accountId: string, id: string) {
    const [found] = await sql.run<{ endpoint_id: string; event_id: string }>(readDelivery, [id, accountId]);
    if (!found) throw new ApiError('not_found');
    await this.requireActive(sql, accountId, found.endpoint_id);
    await sql.run(resendDelivery, [id, accountId]);
    return { delivery: id, webhookId: found.event_id };
  }

  /**
   * Oldest first, up to a limit; when there is more, `next` is the time to go on with. @throws ApiError as `sendTest`
   */
  async replay(sql: Sql, accountId: string, endpointId: string, { since, undelivered }: ReplayRequest) {
    await this.requireActive(sql, accountId, endpointId);
    const from = new Date(since);
    const leastId = earliestId('evt', from.getTime() - CLOCK_SLACK_MS);
    const values = [endpointId, accountId, from, leastId, MAX_REPLAYED, undelivered, TEST_EVENT];
    const [told] = await sql.run<{ found: number; sent: number; last_at: Date | null }>(replayEvents, values);
    const isFull = told?.found === MAX_REPLAYED;
    return { deliveries: told?.sent ?? 0, next: isFull ? (told.last_at?.toISOString() ?? null) : null };
  }

  private async requireActive(sql: Sql, accountId: string, endpointId: string): Promise<void> {
    const [endpoint] = await sql.run<{ paused: boolean; disabled: boolean }>(readEndpointState, [
      endpointId,
      accountId,
    ]);
    if (!endpoint) throw new ApiError('not_found');
    const status = endpoint.disabled ? 'disabled' : 'paused';
    if (endpoint.disabled || endpoint.paused)
      throw new ApiError('invalid_state', { status }, `The endpoint is ${status}: resume it first`);
  }
}
