import { Injectable } from '@nestjs/common';
import type { Statement, Sql } from '../database/database.service.js';
import type { EventType } from '../events/catalogue.js';
import { EventsService } from '../events/events.service.js';
import {
  giveBackDownTo,
  grantTopup,
  lockBalance,
  readTopupEntry,
  reinstateTopup,
  reverseTopup,
  takeBackUpTo,
  type TopupEntry,
} from './topups.sql.js';
import { lowTopupEvents } from './usage-events.js';

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

  /**
   * Has exactly so many credits of a grant taken back, whatever was taken and given back before: what it ends with depends on
   * what its provider has now, and not on what was heard in between. Says what it moved; null when it is so already.
   * @param took ids of refunds and disputes that have the money, and `returned` of those whose money came back
   */
  async setTaken(
    sql: Sql,
    accountId: string,
    grant: string,
    { credits, took, returned }: { credits: number; took: string[]; returned: string[] },
  ): Promise<{ entry: 'reverse' | 'reinstate'; amount: number } | null> {
    const values = [grant, credits, took, returned];
    const taken = await this.enter(sql, 'credits.topup_reversed', accountId, takeBackUpTo, values);
    if (taken) return { entry: 'reverse', amount: taken.amount };
    const given = await this.enter(sql, 'credits.topup_granted', accountId, giveBackDownTo, values);
    return given && { entry: 'reinstate', amount: given.amount };
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
    const { amount, free, free_before: before, low_topups: low, seq } = entered;
    await this.events.append(sql, [
      { accountId, type, data: { credits: amount, balance: free } },
      ...lowTopupEvents(accountId, { low, before, after: free }, seq),
    ]);
    return entered;
  }
}
