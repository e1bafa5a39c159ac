import { Injectable } from '@nestjs/common';
import { DatabaseService } from '../../database/database.service.js';
import { StorageError } from '../../storage/storage-error.js';
import { StorageService } from '../../storage/storage.service.js';
import { keyFilter } from '../model/key-filter.js';
import type { SourcePage } from '../model/source.js';
import { failedPages } from '../rows/failed-images.js';
import { ImageRows } from '../rows/image-rows.js';
import {
  advanceExpansion,
  advanceNaming,
  endListing,
  othersToList,
  pinManifest,
  renewExpansion,
} from './expansion.sql.js';
import { ListingBoundsService } from './listing-bounds.service.js';
import { listedPages } from './listing.js';
import { manifestPages } from './manifest.js';
import { PlannerNews } from './planner-news.js';
import { oneAhead } from './source-pages.js';
import { LEASE_SECONDS, mustBeOurs, TurnOver, type TakenExpansion } from './taken-expansion.js';

/** A store that takes longer for a page is taken for one that hangs. */
const PAGE_LIMIT_MS = 45_000;
/**
 * How long a listing keeps its worker while others wait; then it goes to the end of the row. A store may be slow, enormous, or
 * make up keys without end.
 */
const TURN_MS = 5_000;

/** Writes a source as image rows, page by page, and gives them their targets. */
@Injectable()
export class SourceRowsService {
  private stopping = false;

  constructor(
    private readonly database: DatabaseService,
    private readonly storage: StorageService,
    private readonly bounds: ListingBoundsService,
  ) {}

  /** From here on each listing ends after the page it is at. */
  stop(): void {
    this.stopping = true;
  }

  /** @throws TurnOver, TakenOver, and ApiError or StorageError when the source cannot be listed */
  async write(batch: TakenExpansion, signal: AbortSignal): Promise<void> {
    const { id, account_id: accountId, request } = batch;
    const inKeyOrder = request.source.manifest === undefined;
    const rows = await ImageRows.of(this.database, { id, accountId, request }, inKeyOrder);
    if (!batch.listed_at) await this.writeSources(batch, rows, signal);
    if (rows.namesLater) await this.nameTargets(batch, rows);
  }

  private async writeSources(batch: TakenExpansion, rows: ImageRows, signal: AbortSignal): Promise<void> {
    let cursor = batch.expanded_to;
    let turnEndsAt = Infinity;
    const news = new PlannerNews(this.database);
    for await (const page of oneAhead(await this.sourcePages(batch, signal), PAGE_LIMIT_MS)) {
      // Passing over the rows of a manifest that are known is no turn yet: it would never get on.
      if (page) turnEndsAt = Math.min(turnEndsAt, Date.now() + TURN_MS);
      if (page) await this.writePage(batch, rows, page, cursor);
      else mustBeOurs(await this.database.run(renewExpansion, [batch.id, LEASE_SECONDS]));
      cursor = page?.to ?? cursor;
      await news.grewBy(page?.objects.length ?? 0);
      if (this.stopping || (Date.now() > turnEndsAt && (await this.othersWait(batch.id)))) throw new TurnOver();
    }
    mustBeOurs(await this.database.run(endListing, [batch.id, cursor]));
  }

  private async othersWait(batchId: string): Promise<boolean> {
    return (await this.database.run(othersToList, [batchId])).length > 0;
  }

  private async sourcePages(batch: TakenExpansion, signal: AbortSignal): Promise<AsyncGenerator<SourcePage | null>> {
    const { source } = batch.request;
    if (source.retryOf) return failedPages(this.database, { ...source, retryOf: source.retryOf }, batch.expanded_to);
    const bucket = await this.storage.bucket(batch.source_connection_id);
    if (source.manifest === undefined) return listedPages(bucket, batch.request, batch.expanded_to);
    const { etag, bytes } = await bucket.open(source.manifest, batch.manifest_etag, signal);
    const [pinned] = await this.database.run<{ manifest_etag: string }>(pinManifest, [batch.id, etag]);
    if (pinned?.manifest_etag !== etag) throw new StorageError('source_changed', 'The manifest changed');
    return manifestPages(bytes, keyFilter(source), batch.expanded_to);
  }

  private async writePage(
    batch: TakenExpansion,
    rows: ImageRows,
    { objects, to }: SourcePage,
    from: string | null,
  ): Promise<void> {
    const total = await this.database.transaction(async (sql) => {
      const written = await rows.write(sql, objects);
      const values = [batch.id, from, to, LEASE_SECONDS, written];
      return mustBeOurs(await sql.run<{ total: number }>(advanceExpansion, values)).total;
    });
    await this.bounds.check(batch, total);
  }

  private async nameTargets({ id, named_to: namedTo }: TakenExpansion, rows: ImageRows): Promise<void> {
    let from = namedTo;
    do {
      from = await this.database.transaction(async (sql) => {
        const to = await rows.nameNext(sql, from ?? '');
        if (to !== null) mustBeOurs(await sql.run(advanceNaming, [id, from, to, LEASE_SECONDS]));
        return to;
      });
    } while (from !== null);
  }
}
