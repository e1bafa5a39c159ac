import { Injectable } from '@nestjs/common';
import { AccountsService, type Account } from '../accounts/accounts.service.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { Database, type Sql } from '../database/database.service.js';
import type { AccountChange, NewAccount, NewTopup } from './admin-schema.js';

/** An account as the operator sees it. */
export interface OperatorAccount extends Account {
  periodStart: string;
  periodEnd: string;
  usage: Usage;
}

/** What the operator does to accounts: make them, set their plan, grant top-ups. */
@Injectable()
export class OperatorService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsService,
    private readonly credits: CreditsService,
  ) {}

  /** Makes the account, its balance and a first key, or nothing. */
  create({ anchor = new Date(), ...given }: NewAccount): Promise<{ account: OperatorAccount; key: string }> {
    return this.database.transaction(async (sql) => {
      const { id } = await this.accounts.create(sql, given);
      await this.credits.open(sql, id, anchor);
      const { key } = await this.accounts.addKey(sql, id, 'first key');
      return { account: await this.view(sql, id), key };
    });
  }

  /** @throws ApiError `not_found` */
  get(accountId: string): Promise<OperatorAccount> {
    return this.view(this.database, accountId);
  }

  /** A period that is over closes under the old plan first. @throws ApiError `not_found` */
  change(accountId: string, { plan }: AccountChange): Promise<OperatorAccount> {
    return this.database.transaction(async (sql) => {
      await this.credits.roll(sql, accountId);
      await this.accounts.setPlan(sql, accountId, plan);
      await this.credits.changePlan(sql, accountId);
      return this.view(sql, accountId);
    });
  }

  /** @throws ApiError `not_found` */
  grant(accountId: string, { credits, reference }: NewTopup): Promise<{ granted: boolean; usage: Usage }> {
    return this.database.transaction(async (sql) => {
      await this.accounts.get(sql, accountId);
      const granted = await this.credits.grantTopup(sql, accountId, credits, reference);
      return { granted, usage: await this.credits.usage(sql, accountId) };
    });
  }

  private async view(sql: Sql, accountId: string): Promise<OperatorAccount> {
    const account = await this.accounts.get(sql, accountId);
    const usage = await this.credits.usage(sql, accountId);
    return { ...account, periodStart: usage.period_start, periodEnd: usage.period_end, usage };
  }
}
