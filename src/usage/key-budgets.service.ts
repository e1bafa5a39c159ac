import { Injectable } from '@nestjs/common';
import type { KeyChange, KeyView } from '../accounts/key-schema.js';
import { KeysService } from '../accounts/keys.service.js';
import type { Caller } from '../common/http/callers.js';
import { BudgetsService, type BudgetLimits } from '../credits/budgets.service.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';

const NO_LIMITS: BudgetLimits = { compression: null, ai: null };

/** Owners give keys budgets, and it is noted in the account's log. */
@Injectable()
export class KeyBudgetsService {
  constructor(
    private readonly database: DatabaseService,
    private readonly keys: KeysService,
    private readonly budgets: BudgetsService,
    private readonly journal: JournalService,
  ) {}

  /**
   * @param change limits that are left out stay as they are; null ends the budget
   * @throws ApiError `not_found`; `forbidden` to a key that has a budget itself
   */
  async change(caller: Caller, keyId: string, change: KeyChange['budget']): Promise<KeyView> {
    await this.database.transaction((sql) => this.changeHeld(sql, caller, keyId, change));
    return this.keys.get(caller.accountId, keyId);
  }

  private async changeHeld(
    sql: Sql,
    { accountId, actor }: Caller,
    keyId: string,
    change: KeyChange['budget'],
  ): Promise<void> {
    const { name } = await this.keys.hold(sql, accountId, keyId);
    await this.keys.requireNoBudget(sql, actor);
    const before = (await this.budgets.of(sql, accountId, [keyId])).get(keyId) ?? NO_LIMITS;
    const limits = change === null ? NO_LIMITS : withoutGaps(change, before);
    await this.budgets.set(sql, accountId, keyId, limits);
    const details = { key: keyId, name, ...limits };
    await this.journal.append(sql, { accountId, actor, act: 'key.budget_changed', details });
  }
}

function withoutGaps({ compression, ai }: Partial<BudgetLimits>, before: BudgetLimits): BudgetLimits {
  return {
    compression: compression === undefined ? before.compression : compression,
    ai: ai === undefined ? before.ai : ai,
  };
}
