import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { PrismaService } from '../database/prisma.service.js';
import { SealingService } from '../database/sealing.service.js';
import { EVENT_TYPES } from '../events/catalogue.js';
import { newEndpointSecret, requireAllowedEndpoint } from './endpoint-address.js';
import { JournalService } from '../journal/journal.service.js';
import { endpointView, type EndpointChange, type EndpointView, type NewEndpoint } from './endpoint-schema.js';
import {
  changeEndpoint,
  countEndpoints,
  deleteEndpoint,
  endOverlap,
  insertEndpoint,
  lockAccount,
  lockSecret,
  PREVIOUS_SECRET,
  readEndpointState,
  resumeEndpoint,
  rotateSecret,
  SEALED_SECRET,
} from './endpoints.sql.js';

export const MAX_ENDPOINTS = 10;
/** How long messages are signed with the old secret too. */
const OVERLAP_HOURS = 24;

/** Where an account wants its events sent. What batches name with `webhookUrl` is not among it. */
@Injectable()
export class EndpointsService {
  constructor(
    private readonly prisma: PrismaService,
    private readonly database: DatabaseService,
    private readonly sealing: SealingService,
    private readonly journal: JournalService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * The secret is in this answer and never shown again.
   * @throws ApiError `blocked_address`, or `invalid_state` at the limit
   */
  async create(
    sql: Sql,
    accountId: string,
    actor: Actor,
    given: NewEndpoint,
  ): Promise<EndpointView & { secret: string }> {
    requireAllowedEndpoint(given.url, this.settings.allowPrivateEndpoints);
    await this.requireBelowLimit(sql, accountId);
    const id = newId('whe');
    const secret = newEndpointSecret();
    const { url, description = null, events } = given;
    const sealed = await this.sealing.seal(sql, SEALED_SECRET.place(accountId, id), secret);
    const values = [id, accountId, url, description, events ?? [], sealed];
    const [row] = await sql.run<{ created_at: Date }>(insertEndpoint, values);
    await this.journal.append(sql, { accountId, actor, act: 'webhook.created', details: { endpoint: id } });
    return {
      id,
      url,
      events: events ?? [...EVENT_TYPES],
      description,
      status: 'active',
      paused: false,
      disabledAt: null,
      disabledReason: null,
      failingSince: null,
      disablesAt: null,
      previousSecretUntil: null,
      createdAt: (row?.created_at ?? new Date()).toISOString(),
      secret,
    };
  }

  async list(accountId: string, { limit, cursor }: PageQuery): Promise<Page<EndpointView>> {
    const rows = await this.prisma.webhookEndpoint.findMany({
      where: { accountId, forBatches: false, ...(cursor ? { id: { lt: cursor } } : {}) },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    return toPage(rows, limit, endpointView);
  }

  /** @throws ApiError `not_found`, also for another account's endpoint */
  async get(accountId: string, id: string): Promise<EndpointView> {
    const row = await this.prisma.webhookEndpoint.findFirst({ where: { id, accountId, forBatches: false } });
    if (!row) throw new ApiError('not_found');
    return endpointView(row);
  }

  /**
   * Pausing keeps what is on its way until it is resumed; resuming (`paused: false`) and a new address also take back
   * that it was disabled. @throws ApiError `not_found`, `blocked_address`
   */
  async change(accountId: string, id: string, change: EndpointChange): Promise<EndpointView> {
    const { url, events, description, paused } = change;
    if (url !== undefined) requireAllowedEndpoint(url, this.settings.allowPrivateEndpoints);
    const wanted = events === undefined ? null : (events ?? []);
    const values = [id, accountId, url ?? null, description ?? null, description !== undefined, wanted, paused ?? null];
    await this.database.transaction(async (sql) => {
      const [changed] = await sql.run(changeEndpoint, values);
      if (!changed) throw new ApiError('not_found');
      if (url !== undefined || paused === false) await sql.run(resumeEndpoint, [id]);
    });
    return this.get(accountId, id);
  }

  /**
   * A new secret, in this answer only; the old one signs beside it for 24 hours.
   * @throws ApiError `not_found`, or `invalid_state` while the last rotation still overlaps
   */
  async rotate(sql: Sql, accountId: string, actor: Actor, id: string) {
    const [locked] = await sql.run<{ sealed_secret: string }>(lockSecret, [id, accountId]);
    if (locked) {
      const { secret, until } = await this.replaceSecret(sql, accountId, id, locked.sealed_secret);
      await this.journal.append(sql, { accountId, actor, act: 'webhook.secret_rotated', details: { endpoint: id } });
      return { id, secret, previousSecretUntil: until.toISOString() };
    }
    const [endpoint] = await sql.run<{ previous_secret_until: Date }>(readEndpointState, [id, accountId]);
    if (!endpoint) throw new ApiError('not_found');
    const previousSecretUntil = endpoint.previous_secret_until.toISOString();
    throw new ApiError('invalid_state', { previousSecretUntil }, 'The last rotation still overlaps');
  }

  /** Messages are signed with the newest secret alone from now on: the one before is in wrong hands. @throws ApiError `not_found` */
  async endOverlap(accountId: string, id: string): Promise<void> {
    const [ended] = await this.database.run(endOverlap, [id, accountId]);
    if (!ended) throw new ApiError('not_found');
  }

  /** What is on its way to it is given up, its log goes too. @throws ApiError `not_found` */
  async delete(accountId: string, actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (sql) => {
      const [deleted] = await sql.run(deleteEndpoint, [id, accountId]);
      if (!deleted) throw new ApiError('not_found');
      await this.journal.append(sql, { accountId, actor, act: 'webhook.deleted', details: { endpoint: id } });
    });
  }

  /** One that cannot be opened is of no use to anybody: nothing overlaps then. */
  private async replaceSecret(sql: Sql, accountId: string, id: string, sealed: string) {
    const secret = newEndpointSecret();
    const place = SEALED_SECRET.place(accountId, id);
    const old = await this.sealing.open(sql, place, sealed).catch(() => null);
    const fresh = await this.sealing.seal(sql, place, secret);
    const previous = old && (await this.sealing.seal(sql, PREVIOUS_SECRET.place(accountId, id), old));
    const values = [id, fresh, previous, previous ? OVERLAP_HOURS : 0];
    const [rotated] = await sql.run<{ until: Date }>(rotateSecret, values);
    if (!rotated) throw new Error(`${id} is locked and not there`);
    return { secret, until: rotated.until };
  }

  private async requireBelowLimit(sql: Sql, accountId: string): Promise<void> {
    await sql.run(lockAccount, [accountId]);
    const [{ count } = { count: 0 }] = await sql.run<{ count: number }>(countEndpoints, [accountId]);
    if (count < MAX_ENDPOINTS) return;
    throw new ApiError('invalid_state', { limit: MAX_ENDPOINTS }, `An account has at most ${MAX_ENDPOINTS} endpoints`);
  }
}
