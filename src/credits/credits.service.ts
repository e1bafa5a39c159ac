import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../config/config.module.js';
import type { PlanChangeAllowance, PlanName } from '../config/plans.js';
import type { Settings } from '../config/settings.js';
import type { Sql, Statement } from '../database/database.service.js';
import { EventsService } from '../events/events.service.js';
import { CreditFigures } from './credit-figures.js';
import { availableOf, type Available } from './available.js';
import { BudgetsService } from './budgets.service.js';
import { changePlan, setPaidUntil } from './change-plan.sql.js';
import { lowerEnded } from './lower-ended.sql.js';
import { openBalance } from './open-balance.sql.js';
import { PeriodsService } from './periods.service.js';
import { readBalance } from './read-balance.sql.js';
import { BudgetExceeded, InsufficientCredits, spentBudget } from './refusals.js';
import { reserveCredits, reserveWithinBudget, type ReserveVerdict } from './reserve.sql.js';
import { NOBODY, type Spender } from './spender.js';
import { giveBackToEnded, lockForSettlement, settleCredits } from './settle.sql.js';
import { alertEvents } from './usage-events.js';
import { usageOf, type BalanceRow, type Usage } from './usage.js';

/** Credits to hold for one batch: one compression credit an image, one AI credit an image with AI. */
export interface ReserveRequest {
  accountId: string;
  batchId: string;
  compression: number;
  ai: number;
  by?: Spender;
  /** Of the batch's source; null for uploads. */
  connectionId?: string | null;
}

/** What a reservation holds. `plan` is the plan it was made under, read while the account's row is locked. */
export interface Held {
  images: number;
  plan: PlanName;
  seq: number;
}

/** What became of some images of a batch, in credits. */
export interface Settlement {
  batchId: string;
  compressionUsed: number;
  compressionReleased: number;
  aiUsed: number;
  aiReleased: number;
  /** Releases whatever is still open and ends the reservation. */
  close: boolean;
  /** Of its images, for the breakdown of the usage. */
  failed?: number;
  unchanged?: number;
  bytesSaved?: number;
}

/** Who changes a plan in the running period, and how. */
export interface PlanChange {
  /** Since when the plan counts, if that is known; it may lie in a period that is over. */
  since?: Date | null;
  /** `PLAN_CHANGE_ALLOWANCE` where it is left out. */
  allowance?: PlanChangeAllowance | undefined;
  actor: string;
  reason: string;
}

/**
 * Reserve, settle and release. Every method runs in the caller's transaction (`sql`), so that credits move together
 * with what they pay for, and answers the account's `seq`: the place of the change in the order of all changes.
 * README.md has the words and the invariants.
 */
@Injectable()
export class CreditsService {
  private readonly catalogue: string;

  constructor(
    private readonly periods: PeriodsService,
    private readonly events: EventsService,
    private readonly figures: CreditFigures,
    private readonly budgets: BudgetsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.catalogue = JSON.stringify(settings.catalogue.plans);
  }

  /** Opens the balance of a new account; its periods count from `anchor`, which lies in the past. */
  async open(sql: Sql, accountId: string, anchor: Date, actor = 'service'): Promise<void> {
    await sql.run(openBalance, [accountId, anchor, this.catalogue, actor]);
  }

  /**
   * Holds credits for a batch, all or nothing. One round trip, but for the first after a period's end.
   * @throws InsufficientCredits, BudgetExceeded; nothing was written.
   */
  reserve(sql: Sql, request: ReserveRequest): Promise<Held> {
    return this.hold(sql, request, false);
  }

  /**
   * Holds credits for as many images of a batch as fit; with AI each needs both kinds.
   * @throws InsufficientCredits, BudgetExceeded when none fits
   */
  reserveWhatFits(sql: Sql, request: ReserveRequest): Promise<Held> {
    return this.hold(sql, request, true);
  }

  /** Settles and releases a part of a batch's reservation. Answers null when it was closed before. */
  async settle(sql: Sql, part: Settlement): Promise<number | null> {
    await sql.run(lockForSettlement, [part.batchId]);
    const { compressionUsed, compressionReleased, aiUsed, aiReleased, close } = part;
    const { failed = 0, unchanged = 0, bytesSaved = 0 } = part;
    const credits = [compressionUsed, compressionReleased, aiUsed, aiReleased, close];
    const [settled] = await sql.run<{ seq: number; account_id: string; gave_back_to: number | null }>(settleCredits, [
      part.batchId,
      ...credits,
      failed,
      unchanged,
      bytesSaved,
    ]);
    if (!settled) return null;
    const { account_id: accountId, gave_back_to: ended } = settled;
    if (ended !== null) await sql.run(giveBackToEnded, [accountId, ended]);
    this.figures.count(sql, 'settled', { compression: compressionUsed, ai: aiUsed });
    this.figures.count(sql, 'released', { compression: compressionReleased, ai: aiReleased });
    return settled.seq;
  }

  /** What the account has used and has left at this instant, and the `seq` it is true at. */
  async usage(sql: Sql, accountId: string): Promise<{ usage: Usage; seq: number }> {
    const row = await this.currentBalance(sql, accountId);
    return { usage: usageOf(row, this.settings), seq: row.seq };
  }

  /** What a reservation for somebody could take at this instant. */
  async available(sql: Sql, accountId: string, { keyId }: Spender): Promise<Available> {
    const row = await this.currentBalance(sql, accountId);
    const budget = keyId === null ? null : ((await this.budgets.of(sql, accountId, [keyId])).get(keyId) ?? null);
    return availableOf(row, budget);
  }

  /**
   * Puts the limits of the plan the account now has in force, as its allowance is earned with time (README.md). A period that is
   * over must be rolled before.
   */
  async changePlan(sql: Sql, accountId: string, change: PlanChange): Promise<number | null> {
    const { since = null, allowance = this.settings.planChangeAllowance, actor, reason } = change;
    if (since && allowance === 'prorated') await sql.run(lowerEnded, [accountId, this.catalogue, since, actor, reason]);
    const values = [accountId, this.catalogue, since, allowance, actor, reason];
    const [changed] = await sql.run<{ seq: number }>(changePlan, values);
    return changed?.seq ?? null;
  }

  /**
   * Periods that begin at `until` or later are not paid yet: their allowance comes in days' shares, and earns nothing by its time
   * if another plan takes its place. Null: nobody sells the plan. A period that is over must be rolled before.
   */
  async setPaidUntil(sql: Sql, accountId: string, until: Date | null): Promise<void> {
    await sql.run(setPaidUntil, [accountId, until]);
  }

  private async hold(sql: Sql, request: ReserveRequest, inPart: boolean): Promise<Held> {
    const { accountId, batchId, compression, ai, by = NOBODY, connectionId = null } = request;
    const values = [accountId, batchId, compression, ai, inPart, by.keyId, by.personId, connectionId];
    const reserve = async (asked: Statement) => (await sql.run<ReserveVerdict>(asked, values))[0];
    let answer = await reserve(reserveCredits);
    if (answer?.verdict === 'period_over') {
      await this.periods.roll(sql, accountId);
      answer = await reserve(reserveCredits);
    }
    // The account's row is locked by now, so nothing else has changed.
    if (answer?.verdict === 'has_budget') answer = await reserve(reserveWithinBudget);
    switch (answer?.verdict) {
      case 'reserved':
        this.figures.count(sql, 'reserved', { compression: answer.compression, ai: ai > 0 ? answer.compression : 0 });
        await this.events.append(sql, alertEvents(accountId, answer));
        return { images: answer.compression, plan: answer.plan, seq: answer.seq };
      case 'compression_short':
        throw new InsufficientCredits('compression', compression, answer.compression_available, answer);
      case 'ai_short':
        throw new InsufficientCredits('ai', ai, answer.ai_available, answer);
      case 'compression_over_budget':
        throw new BudgetExceeded('compression', compression, spentBudget('compression', answer), answer);
      case 'ai_over_budget':
        throw new BudgetExceeded('ai', ai, spentBudget('ai', answer), answer);
      default:
        throw new Error(`Account ${accountId} has no balance to reserve from`);
    }
  }

  /** The balance in the period that holds the present. */
  private async currentBalance(sql: Sql, accountId: string): Promise<BalanceRow> {
    const row = await this.balance(sql, accountId);
    if (!row.over) return row;
    await this.periods.roll(sql, accountId);
    return this.balance(sql, accountId);
  }

  private async balance(sql: Sql, accountId: string): Promise<BalanceRow> {
    const [row] = await sql.run<BalanceRow>(readBalance, [accountId]);
    if (!row) throw new Error(`Account ${accountId} has no balance`);
    return row;
  }
}
