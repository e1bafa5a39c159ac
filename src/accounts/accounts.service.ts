import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { newId } from '../common/ids.js';
import type { PlanName } from '../config/plans.js';
import { Database, statement, type Sql } from '../database/database.service.js';
import { makeKey, type NewKey } from './api-keys.js';

export interface Account {
  id: string;
  name: string;
  email: string;
  plan: PlanName;
  /** Takes the place of `plan` when the current period ends. */
  nextPlan: PlanName | null;
  /** It waits for the first period's end that is not before this; null for the current period's. */
  nextPlanAt: Date | null;
}

/** The account behind a key, as the guard needs it. */
export interface KeyOwner {
  account_id: string;
  plan: PlanName;
  suspended: boolean;
}

const insertAccount = statement(
  'accounts.insert',
  'INSERT INTO accounts (id, name, email, plan) VALUES ($1, $2, $3, $4)',
);
const insertKey = statement(
  'accounts.insert-key',
  'INSERT INTO api_keys (id, account_id, name, hash, masked) VALUES ($1, $2, $3, $4, $5)',
);
const updatePlan = statement(
  'accounts.update-plan',
  'UPDATE accounts SET next_plan_at = NULL, plan = $2, next_plan = NULL WHERE id = $1 RETURNING id',
);
const planNext = statement(
  'accounts.plan-next',
  'UPDATE accounts SET next_plan = $2, next_plan_at = $3 WHERE id = $1 RETURNING id',
);
const readAccount = statement(
  'accounts.read',
  'SELECT id, name, email, plan, next_plan AS "nextPlan", next_plan_at AS "nextPlanAt" FROM accounts WHERE id = $1',
);
const ownerOfKey = statement(
  'accounts.owner-of-key',
  `SELECT k.account_id, a.plan, a.suspended_at IS NOT NULL AS suspended
   FROM api_keys k JOIN accounts a ON a.id = k.account_id WHERE k.hash = $1`,
);

/** Accounts and their API keys. Balances are opened and changed beside it, in the same transaction, by the caller. */
@Injectable()
export class AccountsService {
  constructor(private readonly database: Database) {}

  async create(sql: Sql, { name, email, plan }: Pick<Account, 'name' | 'email' | 'plan'>): Promise<Account> {
    const id = newId('acc');
    await sql.run(insertAccount, [id, name, email, plan]);
    return { id, name, email, plan, nextPlan: null, nextPlanAt: null };
  }

  /** Makes a key; the raw one is in the answer and nowhere else. */
  async addKey(sql: Sql, accountId: string, name: string): Promise<NewKey> {
    const made = makeKey();
    await sql.run(insertKey, [newId('key'), accountId, name, made.hash, made.masked]);
    return made;
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

  /** @throws ApiError `not_found` */
  async get(sql: Sql, accountId: string): Promise<Account> {
    const [account] = await sql.run<Account>(readAccount, [accountId]);
    if (!account) throw new ApiError('not_found');
    return account;
  }

  async ownerOfKey(hash: string): Promise<KeyOwner | null> {
    const [owner] = await this.database.run<KeyOwner>(ownerOfKey, [hash]);
    return owner ?? null;
  }
}
