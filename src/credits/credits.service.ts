import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { Sql } from '../database/database.service.js';
import { EventsService } from '../events/events.service.js';
import { CreditFigures } from './credit-figures.js';
import { changePlan } from './change-plan.sql.js';
import { openBalance } from './open-balance.sql.js';
import { PeriodsService } from './periods.service.js';
import { readBalance } from './read-balance.sql.js';
import { reserveCredits, type ReserveVerdict } from './reserve.sql.js';
import { lockForSettlement, settleCredits } from './settle.sql.js';
import { alertEvents } from './usage-events.js';
import { usageOf, type BalanceRow, type Usage } from './usage.js';

/** Credits to hold for one batch: one compression credit an image, one AI credit an image with AI. */
export interface ReserveRequest {
  accountId: string;
  batchId: string;
  compression: number;
  ai: number;
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
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.catalogue = JSON.stringify(settings.catalogue.plans);
  }

  /** Opens the balance of a new account; its periods count from `anchor`, which lies in the past. */
  async open(sql: Sql, accountId: string, anchor: Date): Promise<void> {
    await sql.run(openBalance, [accountId, anchor, this.catalogue]);
  }

  /**
   * Holds credits for a batch, all or nothing. One round trip, but for the first after a period's end.
   * @throws InsufficientCredits with `{ credit, required, available }`; nothing was written.
   */
  async reserve(sql: Sql, request: ReserveRequest): Promise<number> {
    return (await this.hold(sql, request, false)).seq;
  }

  /**
   * Holds credits for as many images of a batch as fit, and answers how many; with AI each needs both kinds.
   * @throws InsufficientCredits when none fits
   */
  async reserveWhatFits(sql: Sql, request: ReserveRequest): Promise<{ images: number; seq: number }> {
    const { compression: images, seq } = await this.hold(sql, request, true);
    return { images, seq };
  }

  /** Settles and releases a part of a batch's reservation. Answers null when it was closed before. */
  async settle(sql: Sql, part: Settlement): Promise<number | null> {
    await sql.run(lockForSettlement, [part.batchId]);
    const { compressionUsed, compressionReleased, aiUsed, aiReleased, close } = part;
    const values = [part.batchId, compressionUsed, compressionReleased, aiUsed, aiReleased, close];
    const [settled] = await sql.run<{ seq: number }>(settleCredits, values);
    if (!settled) return null;
    this.figures.count(sql, 'settled', { compression: compressionUsed, ai: aiUsed });
    this.figures.count(sql, 'released', { compression: compressionReleased, ai: aiReleased });
    return settled.seq;
  }

  /** What the account has used and has left at this instant, and the `seq` it is true at. */
  async usage(sql: Sql, accountId: string): Promise<{ usage: Usage; seq: number }> {
    const row = await this.currentBalance(sql, accountId);
    return { usage: usageOf(row, this.settings), seq: row.seq };
  }

  /** What a reservation could take at this instant; `null` is unlimited. */
  async available(sql: Sql, accountId: string): Promise<{ compression: number | null; ai: number | null }> {
    const row = await this.currentBalance(sql, accountId);
    const left = (limit: number | null, taken: number) => (limit === null ? null : Math.max(0, limit - taken));
    const ai = left(row.ai_limit, row.ai_used + row.ai_reserved);
    return {
      compression: left(row.compression_limit, row.compression_used + row.compression_reserved),
      ai: ai === null ? null : ai + row.topup_balance - row.topup_reserved,
    };
  }

  /** Puts the limits of the plan the account now has in force. A period that is over must be rolled before. */
  async changePlan(sql: Sql, accountId: string): Promise<number | null> {
    const [changed] = await sql.run<{ seq: number }>(changePlan, [accountId, this.catalogue]);
    return changed?.seq ?? null;
  }

  private async hold(sql: Sql, request: ReserveRequest, inPart: boolean): Promise<ReserveVerdict> {
    const { accountId, batchId, compression, ai } = request;
    const reserve = () => sql.run<ReserveVerdict>(reserveCredits, [accountId, batchId, compression, ai, inPart]);
    let [answer] = await reserve();
    if (answer?.verdict === 'period_over') {
      await this.periods.roll(sql, accountId);
      [answer] = await reserve();
    }
    switch (answer?.verdict) {
      case 'reserved':
        this.figures.count(sql, 'reserved', { compression: answer.compression, ai: ai > 0 ? answer.compression : 0 });
        await this.events.append(sql, alertEvents(accountId, answer));
        return answer;
      case 'compression_short':
        throw new InsufficientCredits('compression', compression, answer.compression_available, answer.seq);
      case 'ai_short':
        throw new InsufficientCredits('ai', ai, answer.ai_available, answer.seq);
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

/** The refusal of a reservation; `seq` is the account's state that it was true for. */
export class InsufficientCredits extends ApiError {
  constructor(
    credit: 'compression' | 'ai',
    required: number,
    available: number | null,
    readonly seq: number,
  ) {
    super('insufficient_credits', { credit, required, available: available ?? 0 });
  }
}
