import { randomInt } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { errorText } from '../../common/foreign-text.js';
import { DatabaseService, type Sql } from '../../database/database.service.js';
import { activity } from '../../observability/activity.js';
import { accessRefusal } from '../../storage/refusal.js';
import { toStorageError, type StorageError } from '../../storage/storage-error.js';
import { AdmissionService, TooManyUncovered, type OpenBatch } from '../admission/admission.service.js';
import type { KeptRequest } from '../model/batch-request.js';
import { EstimateService } from './estimate.service.js';
import { makeReady } from './estimate.sql.js';
import { ExpansionEndService } from './expansion-end.service.js';
import { beginNextExpansion, finishExpansion, imagesLeft, releaseExpansion, renewExpansion } from './expansion.sql.js';
import { SourceRowsService } from './source-rows.service.js';
import {
  LEASE_SECONDS,
  mustBeOurs,
  spenderOfListing,
  TakenOver,
  TurnOver,
  type TakenExpansion,
} from './taken-expansion.js';
import { UncoveredImagesService } from './uncovered-images.service.js';

const RENEW_EVERY_MS = 5_000;
/** Behind a passing fault. */
const RETRY_AFTER_SECONDS = 60;
const MAX_SEED = 2 ** 31;
/** Attempts that get on by no page before the batch fails: they failed for a passing cause, or their worker died or hung. */
const MAX_ATTEMPTS = 5;
const GAVE_UP = {
  code: 'gave_up',
  message: `Workers stopped in the middle of listing it, ${MAX_ATTEMPTS} times in a row; nothing was charged`,
};

/** Brings batches from their source to work, or to an estimate: all sources as rows, then the reservation for the exact count. */
@Injectable()
export class ExpandService {
  private readonly logger = new Logger('expand');

  constructor(
    private readonly database: DatabaseService,
    private readonly sources: SourceRowsService,
    private readonly admission: AdmissionService,
    private readonly expansionEnd: ExpansionEndService,
    private readonly estimates: EstimateService,
    private readonly uncovered: UncoveredImagesService,
  ) {}

  /** Listings end after the page they are at; another worker continues there. */
  stop(): void {
    this.sources.stop();
  }

  /**
   * Takes the batch whose turn it is and goes on where the last worker stopped. Every other turn is for the free plan, which
   * anybody can have; then a lot is drawn among the accounts that have the fewest listings under way.
   * @returns false when none waits
   */
  async expandNext(): Promise<boolean> {
    const values = [LEASE_SECONDS, Math.random() < 0.5, randomInt(MAX_SEED)];
    const [batch] = await this.database.run<TakenExpansion>(beginNextExpansion, values);
    if (!batch) return false;
    // Counted when an attempt begins: a batch that kills or hangs its workers ends too.
    if (batch.expand_attempts > MAX_ATTEMPTS) await this.expansionEnd.fail(batch.id, GAVE_UP);
    else await activity('expand', { batchId: batch.id }, () => this.expandTaken(batch), batch.traceparent);
    return true;
  }

  private async expandTaken(batch: TakenExpansion): Promise<void> {
    const reading = new AbortController();
    const renewing = setInterval(() => this.renew(batch.id), RENEW_EVERY_MS);
    try {
      // Named keys became rows with the batch.
      if (batch.request.source.keyCount === undefined) await this.sources.write(batch, reading.signal);
      if (batch.request.dryRun && !batch.estimated) await this.estimate(batch);
      else await this.bringToRun(batch);
    } catch (error) {
      clearInterval(renewing);
      if (error instanceof TurnOver) await this.database.run(releaseExpansion, [batch.id]);
      else if (!(error instanceof TakenOver)) await this.handleFailure(batch, error);
    } finally {
      clearInterval(renewing);
      reading.abort();
    }
  }

  /** What finds nothing to renew is noticed with the next page. */
  private renew(batchId: string): void {
    this.database
      .run(renewExpansion, [batchId, LEASE_SECONDS])
      .catch((error: unknown) => this.logger.warn(`${batchId}: ${errorText(error)}`));
  }

  private async estimate(batch: TakenExpansion): Promise<void> {
    const goOn = () => this.goOn(this.database, batch);
    const estimate = await this.estimates.estimate(batch, goOn);
    if (estimate.images === 0) throw new ApiError('storage_not_found', {}, 'No object matches the source');
    await this.database.run(makeReady, [batch.id, JSON.stringify(estimate)]);
  }

  /** Reserves in one step. Where many images lack credits they are skipped before, and again should others be faster. */
  private async bringToRun(batch: TakenExpansion): Promise<void> {
    const { id, account_id: accountId, request } = batch;
    const open = { id, accountId, request, by: spenderOfListing(batch) };
    for (;;) {
      try {
        return await this.database.transaction((sql) => this.finish(sql, open));
      } catch (error) {
        if (!(error instanceof TooManyUncovered)) throw error;
      }
      const [{ left } = { left: 0 }] = await this.database.run<{ left: number }>(imagesLeft, [batch.id]);
      await this.uncovered.skip(open, left, (sql) => this.goOn(sql, batch));
    }
  }

  private async goOn(sql: Sql, { id }: TakenExpansion): Promise<void> {
    mustBeOurs(await sql.run(renewExpansion, [id, LEASE_SECONDS]));
  }

  private async finish(sql: Sql, batch: OpenBatch): Promise<void> {
    const [finished] = await sql.run<{ total: number; left: number }>(finishExpansion, [batch.id]);
    if (!finished) return;
    if (finished.total === 0) throw new ApiError('storage_not_found', {}, 'No object matches the source');
    await this.admission.reserve(sql, batch, finished.left);
  }

  private async handleFailure(batch: TakenExpansion, error: unknown): Promise<void> {
    if (error instanceof ApiError) return this.expansionEnd.fail(batch.id, error);
    const failure = toStorageError(error);
    // A passing fault: a worker takes the batch up again after the last page.
    if (failure.retryable && batch.expand_attempts < MAX_ATTEMPTS) {
      await this.database.run(renewExpansion, [batch.id, RETRY_AFTER_SECONDS]);
      return this.logger.warn(`${batch.id}: ${errorText(failure)}; trying again`);
    }
    return this.expansionEnd.fail(batch.id, refusalOf(failure, batch.request));
  }
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
