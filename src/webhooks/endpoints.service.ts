import { Inject, Injectable } from '@nestjs/common';
import { encrypt } from '../common/crypto.js';
import { ApiError } from '../common/errors.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { statement, type Sql } from '../database/database.service.js';
import type { WebhookEndpoint } from '../database/generated/client.js';
import { PrismaService } from '../database/prisma.service.js';
import { EVENT_TYPES, type EventType } from '../events/catalogue.js';
import { newEndpointSecret, requireAllowedEndpoint } from '../events/endpoints.js';
import type { EndpointView, NewEndpoint } from './endpoint-schema.js';

export const MAX_ENDPOINTS = 10;

const insertEndpoint = statement(
  'webhooks.insert-endpoint',
  `INSERT INTO webhook_endpoints (id, account_id, url, description, events, sealed_secret)
   VALUES ($1, $2, $3, $4, $5, $6) RETURNING created_at`,
);
/** Makes requests at the limit take turns. A statement of its own, so that the count sees what it waited for. */
const lockAccount = statement('webhooks.lock-account', 'SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE');
const countEndpoints = statement(
  'webhooks.count-endpoints',
  'SELECT count(*) FROM webhook_endpoints WHERE account_id = $1 AND NOT for_batches',
);

/** Where an account wants its events sent. What batches name with `webhookUrl` is not among it. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly prisma: PrismaService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The secret is in this answer and never shown again.
   * @throws ApiError `blocked_address`, or `invalid_state` at the limit
   */
  async create(sql: Sql, accountId: string, given: NewEndpoint): Promise<EndpointView & { secret: string }> {
    requireAllowedEndpoint(given.url, this.settings.allowPrivateEndpoints);
    await sql.run(lockAccount, [accountId]);
    const [{ count } = { count: 0 }] = await sql.run<{ count: number }>(countEndpoints, [accountId]);
    if (count >= MAX_ENDPOINTS) {
      throw new ApiError(
        'invalid_state',
        { limit: MAX_ENDPOINTS },
        `An account has at most ${MAX_ENDPOINTS} endpoints`,
      );
    }
    const id = newId('whe');
    const secret = newEndpointSecret();
    const { url, description = null, events = [] } = given;
    const sealed = encrypt(secret, this.settings.encryptionKey);
    const [row] = await sql.run<{ created_at: Date }>(insertEndpoint, [
      id,
      accountId,
      url,
      description,
      events,
      sealed,
    ]);
    const createdAt = row?.created_at ?? new Date();
    return { ...viewOf({ id, url, description, events, createdAt }), secret };
  }

  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<EndpointView>> {
    const rows = await this.prisma.webhookEndpoint.findMany({
      where: { accountId, forBatches: false, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return toPage(rows, limit, viewOf);
  }

  /** @throws ApiError `not_found`, also for another account's endpoint */
  async get(accountId: string, id: string): Promise<EndpointView> {
    const row = await this.prisma.webhookEndpoint.findFirst({ where: { id, accountId, forBatches: false } });
    if (!row) throw new ApiError('not_found');
    return viewOf(row);
  }

  /** What is on its way to it is given up. @throws ApiError `not_found` */
  async delete(accountId: string, id: string): Promise<void> {
    const { count } = await this.prisma.webhookEndpoint.deleteMany({ where: { id, accountId, forBatches: false } });
    if (count === 0) throw new ApiError('not_found');
  }
}

function viewOf(row: Pick<WebhookEndpoint, 'id' | 'url' | 'description' | 'events' | 'createdAt'>): EndpointView {
  const events = row.events.length > 0 ? (row.events as EventType[]) : [...EVENT_TYPES];
  return { id: row.id, url: row.url, events, description: row.description, createdAt: row.createdAt.toISOString() };
}
