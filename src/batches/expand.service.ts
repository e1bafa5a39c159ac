import { Injectable, Logger } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { Database, type Sql } from '../database/database.service.js';
import { toStorageError } from '../storage/storage-error.js';
import { StorageService } from '../storage/storage.service.js';
import { Admission } from './admission.service.js';
import type { KeptRequest } from './batch-request.js';
import { overwrittenSource } from './batches.sql.js';
import { BatchAnnouncer } from './batch-announcer.js';
import { advanceExpansion, beginExpansion, failBatch, finishExpansion, leaseExpansions } from './expansion.sql.js';
import { ImageRows, ROWS_PER_CHUNK, type SourceObject } from './image-rows.js';
import type { Reason } from './image-view.js';
import { keyFilter } from './submit.service.js';
import { literalPrefix } from './target-key.js';

/** Renewed with every page; a worker that stays silent this long is taken for dead. */
const LEASE_SECONDS = 60;
/** Listings that failed for a passing cause are tried again this often before the batch fails. */
const MAX_ATTEMPTS = 5;

interface Expansion {
  id: string;
  account_id: string;
  source_connection_id: string;
  request: KeptRequest;
  expanded_to: string | null;
  expand_attempts: number;
}

/** Turns a prefix into image rows, page by page, then reserves for the exact count. */
@Injectable()
export class ExpandService {
  private readonly logger = new Logger('expand');

  constructor(
    private readonly database: Database,
    private readonly storage: StorageService,
    private readonly admission: Admission,
    private readonly announcer: BatchAnnouncer,
  ) {}

  /** Ids of batches that wait for a worker to list them. */
  async lease(limit: number): Promise<string[]> {
    const rows = await this.database.run<{ id: string }>(leaseExpansions, [limit, LEASE_SECONDS]);
    return rows.map(({ id }) => id);
  }

  /** Goes on where the last worker stopped. Doing it twice at once costs time, never a double row. */
  async expand(batchId: string): Promise<void> {
    const [batch] = await this.database.run<Expansion>(beginExpansion, [batchId, LEASE_SECONDS]);
    if (!batch) return;
    try {
      if (await this.listAll(batch)) await this.database.transaction((sql) => this.finish(sql, batch));
    } catch (error) {
      await this.handleFailure(batch, error);
    }
  }

  /** Answers false when another worker took over. */
  private async listAll(batch: Expansion): Promise<boolean> {
    const bucket = await this.storage.bucket(batch.source_connection_id);
    const rows = new ImageRows(batch.id, batch.account_id, batch.request);
    const wanted = sourceFilter(batch.request);
    const prefix = batch.request.source.prefix ?? '';
    for (let cursor = batch.expanded_to; ;) {
      const page = await bucket.list(prefix, cursor, ROWS_PER_CHUNK);
      const last = page.at(-1);
      if (!last) return true;
      const objects = page.filter(({ key, bytes }) => wanted(key) && !(key.endsWith('/') && bytes === 0));
      if (!(await this.writePage(batch.id, rows, objects, cursor, last.key))) return false;
      cursor = last.key;
    }
  }

  private writePage(id: string, rows: ImageRows, objects: SourceObject[], from: string | null, to: string) {
    return this.database.transaction(async (sql) => {
      const [advanced] = await sql.run(advanceExpansion, [id, from, to, LEASE_SECONDS]);
      if (advanced) await rows.write(sql, objects);
      return advanced !== undefined;
    });
  }

  private async finish(sql: Sql, { id, account_id: accountId, request }: Expansion): Promise<void> {
    const [finished] = await sql.run<{ total: number }>(finishExpansion, [id]);
    if (!finished) return;
    const { total } = finished;
    if (total === 0) throw new ApiError('storage_not_found', {}, 'No object matches the source');
    const [overwritten] = await sql.run<{ key: string }>(overwrittenSource, [id]);
    if (overwritten) throw ApiError.field('destination.key', `would overwrite the source ${overwritten.key}`);
    await this.admission.reserve(sql, { id, accountId, request }, total);
  }

  private async handleFailure(batch: Expansion, error: unknown): Promise<void> {
    if (error instanceof ApiError) return this.fail(batch, error);
    const failure = toStorageError(error);
    // A passing fault: when the lease is over the batch is taken up again behind the last page.
    if (failure.retryable && batch.expand_attempts < MAX_ATTEMPTS) {
      return this.logger.warn(`${batch.id}: ${failure.message}; trying again`);
    }
    const code = failure.reason === 'not_found' ? 'storage_not_found' : 'storage_denied';
    return this.fail(batch, new ApiError(code, {}, `The source could not be listed: ${failure.message}`));
  }

  private async fail(batch: Expansion, { code, message, details }: ApiError): Promise<void> {
    const reason: Reason = code === 'insufficient_credits' ? 'no_credits' : 'canceled';
    await this.database.transaction(async (sql) => {
      const failure = JSON.stringify({ code, message, ...details });
      const [failed] = await sql.run(failBatch, [batch.id, failure, reason]);
      if (failed) await this.announcer.announce(sql, batch.account_id, batch.id, 'batch.failed');
    });
  }
}

/**
 * Which listed keys are sources. What earlier batches wrote is not: with the default template, a run over a whole
 * bucket would otherwise optimize `optimized/…` into `optimized/optimized/…`.
 */
function sourceFilter({ source, destination }: KeptRequest): (key: string) => boolean {
  const chosen = keyFilter(source);
  const results = literalPrefix(destination.key);
  const inside = results.endsWith('/') && destination.connection === source.connection;
  const skipResults = inside && !(source.prefix ?? '').startsWith(results);
  return (key) => chosen(key) && !(skipResults && key.startsWith(results));
}
