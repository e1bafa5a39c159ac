import { Injectable } from '@nestjs/common';
import { AiService } from '../ai/ai.service.js';
import { ApiError } from '../common/errors.js';
import type { Caller } from '../common/http/callers.js';
import { newId } from '../common/ids.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Sql } from '../database/database.service.js';
import { Idempotency, type OnceAnswer } from '../database/idempotency.js';
import { shareConnections } from '../storage/connections.sql.js';
import { keptRequest, type BatchRequest, type KeptRequest } from './batch-request.js';
import { BatchReader } from './batch-reader.service.js';
import type { BatchView } from './batch-view.js';
import { insertBatch } from './batches.sql.js';
import { ImageRows } from './image-rows.js';
import { keyFilter } from './key-filter.js';

/**
 * Accepts a batch. With named keys the batch, its images and its credits are stored in one transaction; a prefix or
 * a manifest is stored alone and expanded by a worker. Nothing is handed to Redis here: the dispatcher finds what was committed.
 */
@Injectable()
export class SubmitService {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly credits: CreditsService,
    private readonly ai: AiService,
    private readonly reader: BatchReader,
  ) {}

  /** @throws ApiError `plan_required`, `ai_not_configured`, `not_found`, `insufficient_credits`, `invalid_request` */
  submit(caller: Caller, idempotencyKey: string | null, body: BatchRequest): Promise<OnceAnswer<BatchView>> {
    const { accountId } = caller;
    const keys = body.source.keys && distinctKeys(body.source.keys, keyFilter(body.source));
    if (keys?.length === 0) throw ApiError.field('source.keys', 'no key is left after include and exclude');
    const request = keptRequest(keys ? { ...body, source: { ...body.source, keys } } : body);
    if (request.ai) this.requireAi(caller);
    const once = { accountId, key: idempotencyKey, content: ['POST /api/batches', body] };
    return this.idempotency.once(once, (sql) => this.store(sql, accountId, request, keys));
  }

  private requireAi(caller: Caller): void {
    if (!caller.features.includes('ai')) throw new ApiError('plan_required', { plan: caller.plan, requires: 'ai' });
    if (!this.ai.configured) throw new ApiError('ai_not_configured');
  }

  private async store(sql: Sql, accountId: string, request: KeptRequest, keys?: string[]): Promise<BatchView> {
    const connections = [request.source.connection, request.destination.connection];
    const owned = await sql.run<{ id: string }>(shareConnections, [connections, accountId]);
    if (owned.length < new Set(connections).size) throw new ApiError('not_found', {}, 'Connection not found');
    const batchId = newId('bat');
    const status = keys ? 'queued' : 'expanding';
    const values = [batchId, accountId, status, ...connections, JSON.stringify(request), keys?.length ?? 0];
    await sql.run(insertBatch, values);
    if (keys) await this.storeImages(sql, batchId, accountId, request, keys);
    return this.reader.batch(sql, accountId, batchId);
  }

  private async storeImages(sql: Sql, batchId: string, accountId: string, request: KeptRequest, keys: string[]) {
    const rows = await ImageRows.of(sql, { id: batchId, accountId, request }, true);
    const objects = keys.map((key) => ({ key, etag: null }));
    await rows.write(sql, objects);
    let behind: string | null = rows.namesLater ? '' : null;
    while (behind !== null) behind = await rows.nameNext(sql, behind);
    // Last, so that the account's row is locked no longer than the commit takes.
    const ai = request.ai ? keys.length : 0;
    await this.credits.reserve(sql, { accountId, batchId, compression: keys.length, ai });
  }
}

/** A key named twice is one image; the order is that of a bucket's listing. */
function distinctKeys(keys: string[], wanted: (key: string) => boolean): string[] {
  const distinct = [...new Set(keys)].filter(wanted);
  return distinct.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
