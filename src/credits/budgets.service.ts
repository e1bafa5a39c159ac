import { Injectable } from '@nestjs/common';
import type { Sql } from '../database/database.service.js';
import { noteBudgetedKeys, readBudgets, removeBudget, setBudget, type BudgetRow } from './budgets.sql.js';
import { lockBalance } from './topups.sql.js';

/** What a key may use in a calendar month (UTC); null is no limit. */
export interface BudgetLimits {
  compression: number | null;
  ai: number | null;
}

/** A budget, and what is used or held of it in this month. */
export interface KeyBudget extends BudgetLimits {
  used: { compression: number; ai: number };
  renewsAt: Date;
}

/** Budgets of keys: who may use how much is decided by the reservation; here they are set and read. */
@Injectable()
export class BudgetsService {
  /** Puts limits in force from this moment on, for what the key took in this month too. The caller holds the key. */
  async set(sql: Sql, accountId: string, keyId: string, { compression, ai }: BudgetLimits): Promise<void> {
    await sql.run(lockBalance, [accountId]);
    if (compression === null && ai === null) await sql.run(removeBudget, [keyId, accountId]);
    else await sql.run(setBudget, [keyId, accountId, compression, ai]);
    await sql.run(noteBudgetedKeys, [accountId]);
  }

  /** Of each of the keys that has one. */
  async of(sql: Sql, accountId: string, keyIds: string[]): Promise<Map<string, KeyBudget>> {
    const rows = await sql.run<BudgetRow>(readBudgets, [accountId, keyIds]);
    return new Map(rows.map((row) => [row.key_id, budgetOf(row)]));
  }
}

function budgetOf({ compression, ai, compression_taken, ai_taken, renews_at: renewsAt }: BudgetRow): KeyBudget {
  return { compression, ai, used: { compression: compression_taken, ai: ai_taken }, renewsAt };
}
