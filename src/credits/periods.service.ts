import { Inject, Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { inTransaction, type Sql } from '../database/database.service.js';
import { EventsService, type NewEvent } from '../events/events.service.js';
import { blamesTheData, FaultsService } from '../faults/faults.service.js';
import { countedStart, moveAnchor, type MovedAnchor } from './move-anchor.sql.js';
import {
  dueAccounts,
  lockDue,
  lockIfOver,
  readLate,
  rollAccounts,
  type ClosedPeriod,
  type LateAccount,
} from './roll.sql.js';
import { lockBalance } from './topups.sql.js';
import { takeUnannounced } from './read-balance.sql.js';
import { resetEvent } from './usage-events.js';
import { usageOf, type BalanceRow } from './usage.js';

/** Rolls periods over, lazily for one account or by the timetable for all, and tells of both. */
@Injectable()
export class PeriodsService {
  private readonly catalogue: string;

  constructor(
    private readonly accounts: AccountsService,
    private readonly events: EventsService,
    private readonly faults: FaultsService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.catalogue = JSON.stringify(settings.catalogue.plans);
  }

  /** Closes the account's period and those it missed, if they are over. Answers the account's `seq` if it did. */
  async roll(sql: Sql, accountId: string): Promise<number | null> {
    const closed = await inTransaction(sql, async (tx) => this.close(tx, await tx.run(lockIfOver, [accountId])));
    return closed.at(-1)?.seq ?? null;
  }

  /**
   * Locks the account's balance until the transaction ends, in a period that holds the present. It comes first in whatever changes
   * the balance and the account together: a roll locks them in this order too.
   */
  async hold(sql: Sql, accountId: string): Promise<void> {
    await sql.run(lockBalance, [accountId]);
    await this.roll(sql, accountId);
  }

  /** Rolls up to `limit` accounts whose period is over, and answers how many. Safe to run anywhere, also twice at once. */
  async rollDue(sql: Sql, limit: number): Promise<number> {
    try {
      const closed = await inTransaction(sql, async (tx) => this.close(tx, await tx.run(lockDue, [limit])));
      const rolled = [...new Set(closed.map(({ account_id }) => account_id))];
      await this.faults.clear('roll', rolled);
      return rolled.length;
    } catch (error) {
      if (!blamesTheData(error)) throw error;
      // One of them cannot be rolled: the others are, one by one.
      const due = await sql.run<{ id: string; account_id: string }>(dueAccounts, [limit]);
      return (await this.faults.each('roll', due, ({ id }) => this.roll(sql, id))).length;
    }
  }

  /**
   * Counts the account's periods from `anchor` from now on; it may lie in the future (a trial). Holds the balance. Answers whether the anchor was another one, and the running period's start as it is counted from it.
   */
  async moveAnchor(sql: Sql, accountId: string, anchor: Date, actor: string): Promise<{ moved: boolean; start: Date }> {
    await this.hold(sql, accountId);
    const values = [accountId, anchor, this.settings.planChangeAllowance, actor];
    const [moved] = await sql.run<MovedAnchor>(moveAnchor, values);
    if (moved?.closed) await this.events.append(sql, [resetEvent(moved)]);
    const [counted] = await sql.run<{ start: Date }>(countedStart, [accountId]);
    if (!counted) throw new Error(`Account ${accountId} has no balance`);
    return { moved: moved !== undefined, start: counted.start };
  }

  /** Tells up to `limit` accounts of their usage, if it changed and a minute has gone by. Answers how many. */
  async announceUsage(sql: Sql, limit: number): Promise<number> {
    const failed: { id: string; account_id: string; error: unknown }[] = [];
    const taken = await inTransaction(sql, async (tx) => {
      const rows = await tx.run<BalanceRow>(takeUnannounced, [limit]);
      const events = rows.flatMap(({ account_id: accountId, ...row }): NewEvent[] => {
        try {
          const data = { ...usageOf({ ...row, account_id: accountId }, this.settings), seq: row.seq };
          return [{ accountId, type: 'usage.updated', data }];
        } catch (error) {
          failed.push({ id: accountId, account_id: accountId, error });
          return [];
        }
      });
      await this.events.append(tx, events);
      return rows.length;
    });
    await this.faults.each('announce', failed, ({ error }) => Promise.reject(error as Error));
    return taken;
  }

  private async close(sql: Sql, locked: object[]): Promise<ClosedPeriod[]> {
    if (locked.length === 0) return [];
    const ids = (locked as { account_id: string }[]).map(({ account_id }) => account_id);
    const late = await sql.run<LateAccount>(readLate, [ids]);
    const opened = late.map(({ account_id: id, opens_at: at }) => ({ id, at }));
    const plans = new Map((await this.accounts.openPeriods(sql, opened)).map((plan) => [plan.id, plan]));
    const of = (key: 'plan' | 'planned' | 'plannedAt' | 'opens') =>
      opened.map(({ id }) => plans.get(id)?.[key] ?? null);
    const closed = await sql.run<ClosedPeriod>(rollAccounts, [
      opened.map(({ id }) => id),
      this.catalogue,
      late.map(({ next_no }) => next_no),
      of('plan'),
      of('planned'),
      of('plannedAt'),
      of('opens'),
    ]);
    await this.events.append(sql, closed.map(resetEvent));
    return closed;
  }
}
