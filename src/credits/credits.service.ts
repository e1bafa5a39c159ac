import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { newId } from '../common/ids.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { Sql } from '../database/database.service.js';
import { changePlan } from './change-plan.sql.js';
import { grantTopup } from './grant-topup.sql.js';
import { openBalance } from './open-balance.sql.js';
import { reserveCredits, type ReserveVerdict } from './reserve.sql.js';
import { rollAccount, rollDueAccounts } from './roll.sql.js';
import { lockForSettlement, settleCredits } from './settle.sql.js';
import { readBalance, usageOf, type BalanceRow, type Usage } from './usage.js';

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
 * The only writer of the credit tables. Every method runs in the caller's transaction (`sql`), so that credits move
 * together with what they pay for. README.md has the words and the invariants.
 */
@Injectable()
export class CreditsService {
  private readonly catalogue: string;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {
    this.catalogue = JSON.stringify(settings.catalogue.plans);
  }

  /** Opens the balance of a new account; its periods count from `anchor`, which lies in the past. */
  async open(sql: Sql, accountId: string, anchor: Date): Promise<void> {
    await sql.run(openBalance, [accountId, anchor, this.catalogue]);
  }

  /**
   * Holds credits for a batch, all or nothing.
   * @throws ApiError `insufficient_credits` with `{ credit, required, available }`; nothing was written.
   */
  async reserve(sql: Sql, { accountId, batchId, compression, ai }: ReserveRequest): Promise<void> {
    const reserve = () => sql.run<ReserveVerdict>(reserveCredits, [accountId, newId('res'), batchId, compression, ai]);
    let [answer] = await reserve();
    if (answer?.verdict === 'period_over') {
      await this.roll(sql, accountId);
      [answer] = await reserve();
    }
    switch (answer?.verdict) {
      case 'reserved':
        return;
      case 'compression_short':
        throw shortOf('compression', compression, answer.compression_available);
      case 'ai_short':
        throw shortOf('ai', ai, answer.ai_available);
      default:
        throw new Error(`Account ${accountId} has no balance to reserve from`);
    }
  }

  /** Settles and releases a part of a batch's reservation. Finding none open means it was done before. */
  async settle(sql: Sql, part: Settlement): Promise<void> {
    await sql.run(lockForSettlement, [part.batchId]);
    const { compressionUsed, compressionReleased, aiUsed, aiReleased, close } = part;
    await sql.run(settleCredits, [part.batchId, compressionUsed, compressionReleased, aiUsed, aiReleased, close]);
  }

  /** What the account has used and has left at this instant. */
  async usage(sql: Sql, accountId: string): Promise<Usage> {
    let row = await this.balance(sql, accountId);
    if (row.over) {
      await this.roll(sql, accountId);
      row = await this.balance(sql, accountId);
    }
    return usageOf(row, this.settings.catalogue.plans[row.plan]);
  }

  /** Rolls one account if its period is over. */
  async roll(sql: Sql, accountId: string): Promise<void> {
    await sql.run(rollAccount, [accountId, this.catalogue]);
  }

  /** Rolls up to `limit` accounts whose period is over; answers how many it rolled. */
  async rollDue(sql: Sql, limit: number): Promise<number> {
    return (await sql.run(rollDueAccounts, [limit, this.catalogue])).length;
  }

  /** Adds top-up credits; each reference counts once. Answers false when it was granted before. */
  async grantTopup(sql: Sql, accountId: string, credits: number, reference: string): Promise<boolean> {
    return (await sql.run(grantTopup, [accountId, credits, reference])).length > 0;
  }

  /** Puts the limits of the plan the account now has in force, after closing a period that is over under the old. */
  async changePlan(sql: Sql, accountId: string): Promise<void> {
    await sql.run(changePlan, [accountId, this.catalogue]);
  }

  private async balance(sql: Sql, accountId: string): Promise<BalanceRow> {
    const [row] = await sql.run<BalanceRow>(readBalance, [accountId]);
    if (!row) throw new Error(`Account ${accountId} has no balance`);
    return row;
  }
}

function shortOf(credit: 'compression' | 'ai', required: number, available: number | null): ApiError {
  return new ApiError('insufficient_credits', { credit, required, available: available ?? 0 });
}
