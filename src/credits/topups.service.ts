import { Injectable } from '@nestjs/common';
import type { Statement, Sql } from '../database/database.service.js';
import type { EventType } from '../events/catalogue.js';
import { EventsService } from '../events/events.service.js';
import {
  grantTopup,
  lockBalance,
  readTopupEntry,
  reinstateTopup,
  reverseTopup,
  type TopupEntry,
} from './topups.sql.js';

export type { TopupEntry };

/**
 * Top-ups: bought AI credits that never expire. Each grant, reversal and reinstatement has a reference and counts once;
 * methods answer the credits moved, or null when the reference was entered before (or there is nothing to move).
 */
@Injectable()
export class TopupsService {
  constructor(private readonly events: EventsService) {}

  grant(sql: Sql, accountId: string, credits: number, reference: string): Promise<TopupEntry | null> {
    return this.enter(sql, 'credits.topup_granted', accountId, grantTopup, [credits, reference]);
  }

  /**
   * Takes a grant back after a refund or a dispute, at most what is left of it. What was spent already stays as debt,
   * which later credits pay first.
   */
  reverse(sql: Sql, accountId: string, credits: number, reference: string, grant: string): Promise<TopupEntry | null> {
    return this.enter(sql, 'credits.topup_reversed', accountId, reverseTopup, [credits, reference, grant]);
  }

  /** Undoes a reversal: the dispute was won. */
  reinstate(sql: Sql, accountId: string, reversal: string): Promise<TopupEntry | null> {
    return this.enter(sql, 'credits.topup_granted', accountId, reinstateTopup, [reversal]);
  }

  /** Credits that were entered under a reference; null when there is no such entry. */
  async entered(sql: Sql, accountId: string, entry: 'grant' | 'reverse', reference: string): Promise<number | null> {
    const [row] = await sql.run<{ amount: number }>(readTopupEntry, [accountId, entry, reference]);
    return row?.amount ?? null;
  }

  private async enter(sql: Sql, type: EventType, accountId: string, entry: Statement, values: unknown[]) {
    await sql.run(lockBalance, [accountId]);
    const [entered] = await sql.run<TopupEntry>(entry, [accountId, ...values]);
    if (!entered) return null;
    await this.events.append(sql, [{ accountId, type, data: { credits: entered.amount, balance: entered.free } }]);
    return entered;
  }
}
