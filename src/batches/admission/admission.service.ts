import { Inject, Injectable } from '@nestjs/common';
import { AiService } from '../../ai/ai.service.js';
import { ApiError } from '../../common/errors.js';
import type { Actor, Caller } from '../../common/http/callers.js';
import { newId } from '../../common/ids.js';
import type { PlanName } from '../../config/plans.js';
import { SETTINGS } from '../../config/config.module.js';
import type { Settings } from '../../config/settings.js';
import { CreditsService, type Held } from '../../credits/credits.service.js';
import { ReservationRefused } from '../../credits/refusals.js';
import { spenderOf, type Spender } from '../../credits/spender.js';
import type { Sql } from '../../database/database.service.js';
import { NamedEndpointsService } from '../../webhooks/named-endpoints.service.js';
import { traceparentOfNow } from '../../observability/activity.js';
import { shareConnections } from '../../storage/connections.sql.js';
import { insertBatch, readSuspended } from './admission.sql.js';
import { MAX_KEYS, type KeptRequest } from '../model/batch-request.js';
import { BatchReaderService } from '../reading/batch-reader.service.js';
import type { BatchView } from '../reading/batch-view.js';
import type { BatchStatus } from '../model/statuses.js';
import { skipLast } from '../rows/images.sql.js';

/** A batch on its way in, whose transaction is still open. */
export interface NewBatch {
  id: string;
  accountId: string;
  request: KeptRequest;
  /** Who lets it run. */
  by: Spender;
  webhookSecret: string | null;
}

export type OpenBatch = Pick<NewBatch, 'id' | 'accountId' | 'request' | 'by'>;

/** Images that lack credits and are ended while the account's row is locked: as many as a call may name. */
const MAX_SKIPPED_AT_ONCE = MAX_KEYS;

/** The images that lack credits are to be skipped in sets, before the reservation; see `UncoveredImagesService`. */
export class TooManyUncovered extends Error {}

/** What a call that makes a batch answers. The secret comes with every batch that names a `webhookUrl`. */
export type AcceptedBatch = BatchView & { webhookSecret?: string };

/** What of a request a plan must include. */
interface AskedFeatures {
  ai?: object | null;
  watermark?: object | null;
}

/** How a batch begins. */
interface Beginning {
  status: BatchStatus;
  total?: number;
  retryOf?: string | null;
  uploadId?: string | null;
}

/** What all ways into the service share: may the account ask for this, the batch's row, and the credits for it. */
@Injectable()
export class AdmissionService {
  constructor(
    private readonly credits: CreditsService,
    private readonly ai: AiService,
    private readonly endpoints: NamedEndpointsService,
    private readonly reader: BatchReaderService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * For a refusal before anything is read or stored. What decides is the plan at the reservation.
   * @throws ApiError `plan_required`, `ai_not_configured`
   */
  requireFeatures({ plan }: Caller, asked: AskedFeatures): void {
    this.requirePlan(plan, asked);
    if (asked.ai && !this.ai.configured) throw new ApiError('ai_not_configured');
  }

  /**
   * Stores the batch's row, without images.
   * @throws ApiError `not_found` for a connection that is not the account's, `blocked_address` for a webhook
   */
  async open(
    sql: Sql,
    { accountId, actor }: Pick<Caller, 'accountId' | 'actor'>,
    request: KeptRequest,
    { status, total = 0, retryOf = null, uploadId = null }: Beginning,
  ): Promise<NewBatch> {
    const connections = [request.source.connection, request.destination.connection];
    // The service's own bucket is for uploads alone; the table insists on that too.
    if (uploadId === null) await requireOwned(sql, accountId, connections);
    const endpoint = request.webhookUrl ? await this.endpoints.named(sql, accountId, request.webhookUrl) : null;
    const id = newId('bat');
    const by = spenderOf(actor);
    const stored = JSON.stringify(request);
    const values = [id, accountId, status, ...connections, stored, total, retryOf, endpoint?.id ?? null, uploadId];
    await sql.run(insertBatch, [...values, traceparentOfNow(), by.keyId, by.personId]);
    return { id, accountId, request, by, webhookSecret: endpoint?.secret ?? null };
  }

  /**
   * Every way into work ends here. Holds credits for the batch's images: for all, or with `onInsufficientCredits: partial` for the
   * first that fit, and the rest is skipped. Comes last, so that the account's row is locked no longer than the rest of it takes.
   * @throws ApiError `plan_required` when the plan at this moment does not include what the batch asks for; `forbidden` when the
   *   account was suspended meanwhile
   * @throws ReservationRefused
   * @throws TooManyUncovered when the rest is not to be skipped in one transaction; nothing may be committed then
   */
  async reserve(sql: Sql, batch: OpenBatch, images: number): Promise<void> {
    const { plan, images: covered } = await this.hold(sql, batch, images);
    await requireActive(sql, batch.accountId);
    this.requirePlan(plan, batch.request);
    if (images - covered > MAX_SKIPPED_AT_ONCE) throw new TooManyUncovered();
    if (covered < images) await sql.run(skipLast, [batch.id, images - covered, null]);
  }

  private async hold(sql: Sql, { id, accountId, request, by }: OpenBatch, images: number): Promise<Held> {
    const { connection: connectionId } = request.source;
    const wanted = { accountId, batchId: id, compression: images, ai: request.ai ? images : 0, by, connectionId };
    try {
      if (request.onInsufficientCredits !== 'partial') return await this.credits.reserve(sql, wanted);
      return await this.credits.reserveWhatFits(sql, wanted);
    } catch (error) {
      // A plan without AI has no AI credits either: the plan is the cause.
      if (error instanceof ReservationRefused) this.requirePlan(error.plan, request);
      throw error;
    }
  }

  private requirePlan(plan: PlanName, { ai, watermark }: AskedFeatures): void {
    const { features } = this.settings.catalogue.plans[plan];
    if (watermark && !features.includes('watermark')) {
      throw new ApiError('plan_required', { plan, requires: 'watermark' });
    }
    if (ai && !features.includes('ai')) throw new ApiError('plan_required', { plan, requires: 'ai' });
  }

  async answer(sql: Sql, { id, accountId, webhookSecret }: NewBatch): Promise<AcceptedBatch> {
    const batch = await this.reader.batch(sql, accountId, id);
    return webhookSecret === null ? batch : { ...batch, webhookSecret };
  }
}

/** Whom alone an answer is told again: with a `webhookUrl` it has a secret. */
export function toldWebhookSecret({ webhookUrl }: { webhookUrl?: string | null }, actor: Actor): Actor | undefined {
  return webhookUrl ? actor : undefined;
}

/** Whoever suspends an account holds its balance, as a reservation does: one of the two sees the other. */
async function requireActive(sql: Sql, accountId: string): Promise<void> {
  const [account] = await sql.run<{ suspended: boolean }>(readSuspended, [accountId]);
  if (!account || account.suspended) throw new ApiError('forbidden', { requires: 'active_account' });
}

async function requireOwned(sql: Sql, accountId: string, connections: (string | null)[]): Promise<void> {
  const owned = await sql.run<{ id: string }>(shareConnections, [connections, accountId]);
  if (owned.length < new Set(connections).size) throw new ApiError('not_found', {}, 'Connection not found');
}
