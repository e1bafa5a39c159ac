import { Injectable, Logger } from '@nestjs/common';
import { errorText } from '../../common/foreign-text.js';
import { ApiError } from '../../common/errors.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { activity } from '../../observability/activity.js';
import { accessRefusal } from '../../storage/refusal.js';
import { StorageError, toStorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import { AdmissionService, TooManyUncovered, type OpenBatch } from '../admission/admission.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { EstimateService } from './estimate.service.js';
import { makeReady } from './estimate.sql.js';
import { ExpansionEndService } from './expansion-end.service.js';
import {
  advanceExpansion,
  advanceNaming,
  beginExpansion,
  endListing,
  finishExpansion,
  imagesLeft,
  leaseExpansions,
  othersToList,
  pinManifest,
  releaseExpansion,
  renewExpansion,
} from './expansion.sql.js';
import { failedPages } from '../rows/failed-images.js';
import { ImageRows } from '../rows/image-rows.js';
import { keyFilter } from '../model/key-filter.js';
import { listedPages } from './listing.js';
import { manifestPages } from './manifest.js';
import { PlannerNews } from './planner-news.js';
import { oneAhead } from './source-pages.js';
import { UncoveredImagesService } from './uncovered-images.service.js';
import type { SourcePage } from '../model/source.js';

/** A batch that no worker has begun to list by then is handed out again: its job was lost with Redis or with a worker. */
const HAND_OUT_SECONDS = 10;
/** Renewed with every page; a worker that stays silent this long is taken for dead. */
const LEASE_SECONDS = 60;
/** A page of keys must come while the lease holds, or two workers would read the same. */
const PAGE_LIMIT_MS = 45_000;
/**
 * How long a listing keeps its worker while others wait; then it goes to the end of the row. A store may be slow, enormous, or
 * make up keys without end.
 */
const TURN_MS = 10_000;
/** Attempts that get on by no page before the batch fails: they failed for a passing cause, or their worker died or hung. */
const MAX_ATTEMPTS = 5;
const GAVE_UP = {
  code: 'gave_up',
  message: `Workers stopped in the middle of listing it, ${MAX_ATTEMPTS} times in a row; nothing was charged`,
};

interface Expansion {
  id: string;
  account_id: string;
  source_connection_id: string;
  request: KeptRequest;
  created_at: Date;
  expanded_to: string | null;
  manifest_etag: string | null;
  listed_at: Date | null;
  named_to: string | null;
  expand_attempts: number;
  /** A dry run that was estimated before, and is now to run. */
  estimated: boolean;
  traceparent: string | null;
}

/** Turns a prefix or a manifest into image rows, page by page, gives them targets, then reserves for the exact count. */
@Injectable()
export class ExpandService {
  private readonly logger = new Logger('expand');
  private stopping = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly storage: StorageService,
    private readonly admission: AdmissionService,
    private readonly expansionEnd: ExpansionEndService,
    private readonly estimates: EstimateService,
    private readonly uncovered: UncoveredImagesService,
  ) {}

  /** Ids of batches that wait for a worker to list them. */
  async lease(limit: number): Promise<string[]> {
    const rows = await this.database.run<{ id: string }>(leaseExpansions, [limit, HAND_OUT_SECONDS]);
    return rows.map(({ id }) => id);
  }

  /** Listings end after the page they are at; another worker continues there. */
  stop(): void {
    this.stopping = true;
  }

  /** Goes on where the last worker stopped. Doing it twice at once costs time, never a double row. */
  async expand(batchId: string): Promise<void> {
    const [batch] = await this.database.run<Expansion>(beginExpansion, [batchId, LEASE_SECONDS]);
    if (!batch) return;
    // Counted when an attempt begins: a batch that kills or hangs its workers ends too.
    if (batch.expand_attempts > MAX_ATTEMPTS) return this.expansionEnd.fail(batchId, GAVE_UP);
    await activity('expand', { batchId }, () => this.expandTaken(batch), batch.traceparent);
  }

  private async expandTaken(batch: Expansion): Promise<void> {
    const reading = new AbortController();
    try {
      // Named keys became rows with the batch.
      if (batch.request.source.keyCount === undefined) await this.writeAll(batch, reading.signal);
      if (batch.request.dryRun && !batch.estimated) await this.estimate(batch);
      else await this.bringToRun(batch);
    } catch (error) {
      if (error instanceof Stopped) await this.database.run(releaseExpansion, [batch.id]);
      else if (!(error instanceof TakenOver)) await this.handleFailure(batch, error);
    } finally {
      reading.abort();
    }
  }

  private async writeAll(batch: Expansion, signal: AbortSignal): Promise<void> {
    const { id, account_id: accountId, request } = batch;
    const inKeyOrder = request.source.manifest === undefined;
    const rows = await ImageRows.of(this.database, { id, accountId, request }, inKeyOrder);
    if (!batch.listed_at) await this.writeSources(batch, rows, signal);
    if (rows.namesLater) await this.nameTargets(batch, rows);
  }

  private async writeSources(batch: Expansion, rows: ImageRows, signal: AbortSignal): Promise<void> {
    let cursor = batch.expanded_to;
    const turnEndsAt = Date.now() + TURN_MS;
    const news = new PlannerNews(this.database);
    for await (const page of oneAhead(await this.sourcePages(batch, signal), PAGE_LIMIT_MS)) {
      if (page) await this.writePage(batch.id, rows, page, cursor);
      else mustBeOurs(await this.database.run(renewExpansion, [batch.id, LEASE_SECONDS]));
      cursor = page?.to ?? cursor;
      await news.grewBy(page?.objects.length ?? 0);
      if (this.stopping || (page && Date.now() > turnEndsAt && (await this.othersWait(batch.id)))) throw new Stopped();
    }
    mustBeOurs(await this.database.run(endListing, [batch.id, cursor]));
  }

  private async othersWait(batchId: string): Promise<boolean> {
    return (await this.database.run(othersToList, [batchId])).length > 0;
  }

  private async sourcePages(batch: Expansion, signal: AbortSignal): Promise<AsyncGenerator<SourcePage | null>> {
    const { source } = batch.request;
    if (source.retryOf) return failedPages(this.database, { ...source, retryOf: source.retryOf }, batch.expanded_to);
    const bucket = await this.storage.bucket(batch.source_connection_id);
    if (source.manifest === undefined) return listedPages(bucket, batch.request, batch.expanded_to);
    const { etag, bytes } = await bucket.open(source.manifest, batch.manifest_etag, signal);
    const [pinned] = await this.database.run<{ manifest_etag: string }>(pinManifest, [batch.id, etag]);
    if (pinned?.manifest_etag !== etag) throw new StorageError('source_changed', 'The manifest changed');
    return manifestPages(bytes, keyFilter(source), batch.expanded_to);
  }

  private writePage(id: string, rows: ImageRows, { objects, to }: SourcePage, from: string | null): Promise<void> {
    return this.database.transaction(async (sql) => {
      const written = await rows.write(sql, objects);
      mustBeOurs(await sql.run(advanceExpansion, [id, from, to, LEASE_SECONDS, written]));
    });
  }

  private async nameTargets({ id, named_to: namedTo }: Expansion, rows: ImageRows): Promise<void> {
    let from = namedTo;
    do {
      from = await this.database.transaction(async (sql) => {
        const to = await rows.nameNext(sql, from ?? '');
        if (to !== null) mustBeOurs(await sql.run(advanceNaming, [id, from, to, LEASE_SECONDS]));
        return to;
      });
    } while (from !== null);
  }

  private async estimate(batch: Expansion): Promise<void> {
    const goOn = async () => mustBeOurs(await this.database.run(renewExpansion, [batch.id, LEASE_SECONDS]));
    const estimate = await this.estimates.estimate(batch, goOn);
    if (estimate.images === 0) throw new ApiError('storage_not_found', {}, 'No object matches the source');
    await this.database.run(makeReady, [batch.id, JSON.stringify(estimate)]);
  }

  /** Reserves in one step. Where many images lack credits they are skipped before, and again should others be faster. */
  private async bringToRun(batch: Expansion): Promise<void> {
    const open = { id: batch.id, accountId: batch.account_id, request: batch.request };
    const renew = async (sql: Sql) => mustBeOurs(await sql.run(renewExpansion, [batch.id, LEASE_SECONDS]));
    for (;;) {
      try {
        return await this.database.transaction((sql) => this.finish(sql, open));
      } catch (error) {
        if (!(error instanceof TooManyUncovered)) throw error;
      }
      const [{ left } = { left: 0 }] = await this.database.run<{ left: number }>(imagesLeft, [batch.id]);
      await this.uncovered.skip(open, left, renew);
    }
  }

  private async finish(sql: Sql, batch: OpenBatch): Promise<void> {
    const [finished] = await sql.run<{ total: number; left: number }>(finishExpansion, [batch.id]);
    if (!finished) return;
    if (finished.total === 0) throw new ApiError('storage_not_found', {}, 'No object matches the source');
    await this.admission.reserve(sql, batch, finished.left);
  }

  private async handleFailure(batch: Expansion, error: unknown): Promise<void> {
    if (error instanceof ApiError) return this.expansionEnd.fail(batch.id, error);
    const failure = toStorageError(error);
    // A passing fault: when the lease is over, a worker takes the batch up again after the last page.
    if (failure.retryable && batch.expand_attempts < MAX_ATTEMPTS) {
      return this.logger.warn(`${batch.id}: ${errorText(failure)}; trying again`);
    }
    return this.expansionEnd.fail(batch.id, refusalOf(failure, batch.request));
  }
}

/** Another worker has the batch now, or it is being ended; what this one did is not committed. */
class TakenOver extends Error {}

/** This process ends. */
class Stopped extends Error {}

function mustBeOurs(rows: object[]): void {
  if (rows.length === 0) throw new TakenOver();
}

function refusalOf(failure: StorageError, { source }: KeptRequest): ApiError {
  const { reason, message } = failure;
  if (reason === 'access_denied') return accessRefusal(failure);
  if (reason === 'source_changed') {
    return ApiError.field('source.manifest', 'changed while it was read; submit the batch again');
  }
  const what = source.manifest === undefined ? 'The source could not be listed' : 'The manifest could not be read';
  return new ApiError(reason === 'not_found' ? 'storage_not_found' : 'storage_denied', {}, `${what}: ${message}`);
}
