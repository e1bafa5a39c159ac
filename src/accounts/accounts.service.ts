import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { toPage, type Page, type PageQuery } from '../common/http/validation.js';
import { newId } from '../common/ids.js';
import type { PlanName } from '../config/plans.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import {
  changeAccount,
  insertAccount,
  planNext,
  readAccount,
  resumeAccount,
  searchAccounts,
  setAiDollarsPerDay,
  setRequireSecondFactor,
  suspendAccount,
  updatePlan,
} from './accounts.sql.js';
import { takePlannedPlans } from './next-plan.sql.js';

export interface Account {
  id: string;
  name: string;
  email: string;
  plan: PlanName;
  /** Takes the place of `plan` when the current period ends. */
  nextPlan: PlanName | null;
  /** It waits for the first period's end that is not before this; null for the current period's. */
  nextPlanAt: Date | null;
  /** Its calls are refused and what it has open is cut off; its batches are canceled. */
  suspended: boolean;
  /** People with addresses of this domain sign in through OpenID Connect only. */
  ssoDomain: string | null;
  /** Its people need a second factor to work in it. */
  requireSecondFactor: boolean;
  createdAt: Date;
}

/** What an account's periods are opened with. */
export interface PeriodPlans {
  id: string;
  /** In force until now. */
  plan: PlanName;
  /** Was to take its place with the first period that begins at `plannedAt` or later; with the next one when that is null. */
  planned: PlanName | null;
  plannedAt: Date | null;
  /** In force in the new period, and from now on. */
  opens: PlanName;
}

/** Accounts by themselves. Balances are opened and changed beside it, in the same transaction, by the caller. */
@Injectable()
export class AccountsService {
  constructor(private readonly database: DatabaseService) {}

  async create(sql: Sql, { name, email, plan }: Pick<Account, 'name' | 'email' | 'plan'>): Promise<Account> {
    const id = newId('acc');
    await sql.run(insertAccount, [id, name, email, plan]);
    return {
      id,
      name,
      email,
      plan,
      nextPlan: null,
      nextPlanAt: null,
      suspended: false,
      ssoDomain: null,
      requireSecondFactor: false,
      createdAt: new Date(),
    };
  }

  /** At once; a plan that was planned is forgotten. @throws ApiError `not_found` */
  async setPlan(sql: Sql, accountId: string, plan: PlanName): Promise<void> {
    const [found] = await sql.run(updatePlan, [accountId, plan]);
    if (!found) throw new ApiError('not_found');
  }

  /**
   * When the current period ends, or the first one that does not end before `notBefore`.
   * @throws ApiError `not_found`
   */
  async setNextPlan(sql: Sql, accountId: string, plan: PlanName, notBefore: Date | null = null): Promise<void> {
    const [found] = await sql.run(planNext, [accountId, plan, notBefore]);
    if (!found) throw new ApiError('not_found');
  }

  /**
   * A new period of each account begins at `at`: a planned plan that is due by then takes force. In the transaction that opens the
   * period, whose balance is locked.
   */
  openPeriods(sql: Sql, opened: { id: string; at: Date }[]): Promise<PeriodPlans[]> {
    return sql.run<PeriodPlans>(takePlannedPlans, [opened.map(({ id }) => id), opened.map(({ at }) => at)]);
  }

  /** What is left out stays. @throws ApiError `not_found` */
  async change(sql: Sql, accountId: string, { name, email }: { name?: string; email?: string }): Promise<void> {
    const [found] = await sql.run(changeAccount, [accountId, name ?? null, email ?? null]);
    if (!found) throw new ApiError('not_found');
  }

  /** Answers whether it was not so before. */
  async setSuspended(sql: Sql, accountId: string, suspended: boolean): Promise<boolean> {
    const [changed] = await sql.run(suspended ? suspendAccount : resumeAccount, [accountId]);
    return changed !== undefined;
  }

  /** What the AI may cost for it on one day; null: as the setting says. Answers whether it was not so before. */
  async setAiDollarsPerDay(sql: Sql, accountId: string, dollars: number | null): Promise<boolean> {
    const [changed] = await sql.run(setAiDollarsPerDay, [accountId, dollars]);
    return changed !== undefined;
  }

  /** Answers whether it was not so before. */
  async setRequireSecondFactor(sql: Sql, accountId: string, required: boolean): Promise<boolean> {
    const [changed] = await sql.run(setRequireSecondFactor, [accountId, required]);
    return changed !== undefined;
  }

  /** @throws ApiError `not_found` */
  async get(sql: Sql, accountId: string): Promise<Account> {
    const [account] = await sql.run<Account>(readAccount, [accountId]);
    if (!account) throw new ApiError('not_found');
    return account;
  }

  /** Newest first; `search` is a whole id, or a part of a name or an e-mail address. */
  async search(search: string | undefined, { limit, cursor }: PageQuery): Promise<Page<Account>> {
    const rows = await this.database.run<Account>(searchAccounts, [search ?? null, cursor ?? null, limit + 1]);
    return toPage(rows, limit, (row) => row);
  }
}
