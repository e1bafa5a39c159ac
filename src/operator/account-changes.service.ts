import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { SsoDomainsService } from '../accounts/oidc/sso-domains.service.js';
import { AiService } from '../ai/ai.service.js';
import { CancelService } from '../batches/index.js';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import type { PlanName } from '../config/plans.js';
import { CreditsService } from '../credits/credits.service.js';
import { PeriodsService } from '../credits/periods.service.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { JournalService, type Act, type JournalEntry } from '../journal/journal.service.js';
import { nameOf } from './actor-name.js';
import type { AccountChange } from './admin-schema.js';
import { OperatorService, type OperatorAccount } from './operator.service.js';

const NO_PRICE =
  'expected OPENAI_INPUT_PRICE and OPENAI_OUTPUT_PRICE to be set, as the price of the model is not known';

/** The account as it is now, and of a suspension how many batches it canceled. */
export interface ChangedAccount extends OperatorAccount {
  canceledBatches?: number;
}

/** The operator changes an account: its plan, whether it may come in, how its people sign in. */
@Injectable()
export class AccountChangesService {
  constructor(
    private readonly database: DatabaseService,
    private readonly operator: OperatorService,
    private readonly accounts: AccountsService,
    private readonly domains: SsoDomainsService,
    private readonly credits: CreditsService,
    private readonly periods: PeriodsService,
    private readonly cancellations: CancelService,
    private readonly journal: JournalService,
    private readonly ai: AiService,
  ) {}

  /**
   * A suspension cancels what the account has open, in a transaction behind that of the change: a balance must not be held while
   * batches are locked. The timetable does it where the process dies in between.
   * @throws ApiError `not_found`
   */
  async change(actor: Actor, accountId: string, change: AccountChange): Promise<ChangedAccount> {
    const account = await this.database.transaction((sql) => this.apply(sql, actor, accountId, change));
    if (!change.suspended) return account;
    return { ...account, canceledBatches: await this.cancelBatches(actor, accountId) };
  }

  private async apply(
    sql: Sql,
    actor: Actor,
    accountId: string,
    { plan, at, allowance, suspended, ssoDomain, aiDollarsPerDay }: AccountChange,
  ): Promise<OperatorAccount> {
    if (plan !== undefined) await this.setPlan(sql, actor, accountId, { plan, at, allowance });
    if (suspended !== undefined) await this.setSuspended(sql, actor, accountId, suspended);
    if (ssoDomain !== undefined && (await this.domains.set(sql, accountId, ssoDomain))) {
      await this.tell(sql, actor, accountId, 'account.sso_domain_changed', { ssoDomain });
    }
    if (aiDollarsPerDay !== undefined) await this.setAiCeiling(sql, actor, accountId, aiDollarsPerDay);
    return this.operator.view(sql, accountId);
  }

  /** @throws ApiError `invalid_request` where nobody knows what replies cost */
  private async setAiCeiling(sql: Sql, actor: Actor, accountId: string, dollars: number | null): Promise<void> {
    if (dollars !== null && !this.ai.priced) throw ApiError.field('aiDollarsPerDay', NO_PRICE);
    if (!(await this.accounts.setAiDollarsPerDay(sql, accountId, dollars))) return;
    await this.tell(sql, actor, accountId, 'account.ai_ceiling_changed', { dollars });
  }

  /** A reservation that is under way comes before it or sees it: both hold the balance. */
  private async setSuspended(sql: Sql, actor: Actor, accountId: string, suspended: boolean): Promise<void> {
    if (suspended) await this.periods.hold(sql, accountId);
    if (!(await this.accounts.setSuspended(sql, accountId, suspended))) return;
    await this.tell(sql, actor, accountId, suspended ? 'account.suspended' : 'account.resumed');
  }

  private cancelBatches(actor: Actor, accountId: string): Promise<number> {
    return this.database.transaction(async (sql) => {
      const canceled = await this.cancellations.cancelAllByOperator(sql, accountId);
      if (canceled > 0) await this.tell(sql, actor, accountId, 'batches.canceled', { canceled });
      return canceled;
    });
  }

  /** A period that is over closes under the old plan first. */
  private async setPlan(
    sql: Sql,
    actor: Actor,
    accountId: string,
    { plan, at, allowance }: Pick<AccountChange, 'at' | 'allowance'> & { plan: PlanName },
  ): Promise<void> {
    await this.periods.hold(sql, accountId);
    if (at === 'periodEnd') await this.accounts.setNextPlan(sql, accountId, plan);
    else {
      await this.accounts.setPlan(sql, accountId, plan);
      await this.credits.changePlan(sql, accountId, { allowance, actor: nameOf(actor), reason: 'plan_changed' });
      // A plan that the operator gives is not one that is sold.
      await this.credits.setPaidUntil(sql, accountId, null);
    }
    await this.tell(sql, actor, accountId, 'plan.changed', { plan, at });
  }

  private tell(
    sql: Sql,
    actor: Actor,
    accountId: string,
    act: Act,
    details: JournalEntry['details'] = {},
  ): Promise<void> {
    return this.journal.append(sql, { accountId, actor, act, details });
  }
}
