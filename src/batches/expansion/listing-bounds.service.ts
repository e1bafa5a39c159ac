import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../common/errors.js';
import { SETTINGS } from '../../config/config.module.js';
import type { PlanName } from '../../config/plans.js';
import type { Settings } from '../../config/settings.js';
import { CreditsService } from '../../credits/credits.service.js';
import { budgetDetails } from '../../credits/refusals.js';
import { DatabaseService } from '../../database/database.service.js';
import { MAX_KEYS } from '../model/batch-request.js';
import { planOf } from './expansion.sql.js';
import { spenderOfListing, type TakenExpansion } from './taken-expansion.js';

/** Images beyond the credits that a listing still finds: credits come back while it runs, and a batch of keys may have as many. */
const MAX_BEYOND_CREDITS = MAX_KEYS;

/** How many images a listing may find. A bucket may be endless, and each image is a row. */
@Injectable()
export class ListingBoundsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly credits: CreditsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * @param total images found by now
   * @throws ApiError `too_large` when they are more than the plan allows, `insufficient_credits` or `budget_exceeded` when they
   * are so many more than the credits that to go on makes no sense
   */
  async check(batch: TakenExpansion, total: number): Promise<void> {
    const { account_id: accountId, request } = batch;
    // Its images were found before.
    if (request.source.retryOf) return;
    await this.checkPlan(accountId, total);
    // A dry run holds nothing, and of a batch in part all sources must be known: no result may take the place of one.
    const needsAll = !request.dryRun && request.onInsufficientCredits !== 'partial';
    if (needsAll && total > MAX_BEYOND_CREDITS) await this.checkCredits(batch, total);
  }

  private async checkPlan(accountId: string, total: number): Promise<void> {
    const { plans } = this.settings.catalogue;
    // Nearly always there is nothing to ask.
    if (Object.values(plans).every(({ imagesPerBatch: limit }) => limit === null || total <= limit)) return;
    const [row] = await this.database.run<{ plan: PlanName }>(planOf, [accountId]);
    const limit = row ? plans[row.plan].imagesPerBatch : null;
    if (limit === null || total <= limit) return;
    throw new ApiError('too_large', { limit, plan: row?.plan }, `The source has more than ${limit} images`);
  }

  private async checkCredits(batch: TakenExpansion, total: number): Promise<void> {
    const available = await this.credits.available(this.database, batch.account_id, spenderOfListing(batch));
    const { budget } = available;
    for (const credit of batch.request.ai ? (['compression', 'ai'] as const) : (['compression'] as const)) {
      const left = available[credit];
      if (left === null || total <= left + MAX_BEYOND_CREDITS) continue;
      const limit = budget?.[credit] ?? null;
      if (budget && limit !== null && left === Math.max(0, limit - budget.used[credit])) {
        const spent = { budget: limit, used: budget.used[credit], renewsAt: budget.renewsAt };
        throw new ApiError('budget_exceeded', budgetDetails(credit, total, spent));
      }
      throw new ApiError('insufficient_credits', { credit, required: total, available: left });
    }
  }
}
