import { Injectable } from '@nestjs/common';
import { AccountsService, type Account } from '../accounts/accounts.service.js';
import type { NewKey } from '../accounts/key-schema.js';
import { KeysService } from '../accounts/keys.service.js';
import { AiCeilingService, CancelService, type BatchView } from '../batches/index.js';
import { ApiError } from '../common/errors.js';
import type { Actor } from '../common/http/callers.js';
import { AdjustmentsService } from '../credits/adjustments.service.js';
import { CreditsService } from '../credits/credits.service.js';
import { TopupsService, type TopupEntry } from '../credits/topups.service.js';
import type { Usage } from '../credits/usage.js';
import { DatabaseService, type Sql } from '../database/database.service.js';
import { JournalService, type Act, type JournalEntry } from '../journal/journal.service.js';
import { nameOf } from './actor-name.js';
import { readAiDollars, type AiDollars } from './ai-dollars.sql.js';
import type { NewAccount, NewReinstatement, NewReversal, NewTopup } from './admin-schema.js';

/** An account as the operator sees it. */
export interface OperatorAccount extends Account {
  periodStart: string;
  periodEnd: string;
  usage: Usage;
  /** Of this account alone; null: as the setting says. */
  aiDollarsPerDay: number | null;
  /** In force, whoever set it; null: any amount. */
  aiCeiling: number | null;
  aiDollarsToday: number;
}

/** What became of a top-up entry. `moved` is false when its reference was entered before. */
export interface TopupResponse {
  moved: boolean;
  credits: number;
  usage: Usage;
}

const NOTHING_SPENT: AiDollars = { own: null, today: 0 };
const FIRST_KEY: NewKey = { name: 'first key', scopes: ['full'] };

/** What the operator does to accounts: make them, grant top-ups, cancel their batches. */
@Injectable()
export class OperatorService {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly keys: KeysService,
    private readonly journal: JournalService,
    private readonly credits: CreditsService,
    private readonly topups: TopupsService,
    private readonly adjustments: AdjustmentsService,
    private readonly cancellations: CancelService,
    private readonly ceiling: AiCeilingService,
  ) {}

  /** Makes the account, its balance and a first key, or nothing. */
  create(
    actor: Actor,
    { anchor = new Date(), ...given }: NewAccount,
  ): Promise<{ account: OperatorAccount; key: string }> {
    return this.database.transaction(async (sql) => {
      const { id } = await this.accounts.create(sql, given);
      await this.credits.open(sql, id, anchor, nameOf(actor));
      await this.tell(sql, actor, id, 'account.created', { plan: given.plan });
      const { key } = await this.keys.create(sql, id, actor, FIRST_KEY, null);
      return { account: await this.view(sql, id), key };
    });
  }

  /** @throws ApiError `not_found` */
  get(accountId: string): Promise<OperatorAccount> {
    return this.view(this.database, accountId);
  }

  /** In the caller's transaction. @throws ApiError `not_found` */
  async view(sql: Sql, accountId: string): Promise<OperatorAccount> {
    await this.accounts.get(sql, accountId);
    const { usage } = await this.credits.usage(sql, accountId);
    // Read behind the usage: a look at it may close the period, and a planned plan takes force with that.
    const account = await this.accounts.get(sql, accountId);
    const [{ own, today } = NOTHING_SPENT] = await sql.run<AiDollars>(readAiDollars, [accountId]);
    const ai = { aiDollarsPerDay: own, aiCeiling: own ?? this.ceiling.setting, aiDollarsToday: today };
    return { ...account, periodStart: usage.period_start, periodEnd: usage.period_end, usage, ...ai };
  }

  /** @throws ApiError `not_found` */
  grant(actor: Actor, accountId: string, { credits, reference }: NewTopup): Promise<TopupResponse> {
    return this.moveTopup(actor, accountId, 'topup.granted', { reference }, async (sql) => {
      const granted = await this.topups.grant(sql, accountId, credits, reference);
      await this.adjustments.requireNone(sql, accountId, reference);
      if (!granted) await this.requireSame(sql, accountId, 'grant', reference, (amount) => amount === credits);
      return granted;
    });
  }

  /** @throws ApiError `not_found` */
  reverse(actor: Actor, accountId: string, { credits, reference, topup }: NewReversal): Promise<TopupResponse> {
    return this.moveTopup(actor, accountId, 'topup.reversed', { reference }, async (sql) => {
      const reversed = await this.topups.reverse(sql, accountId, credits, reference, topup);
      await this.adjustments.requireNone(sql, accountId, reference);
      // It may have taken less than was asked for, when less was left.
      if (!reversed) await this.requireSame(sql, accountId, 'reverse', reference, (amount) => amount <= credits);
      return reversed;
    });
  }

  /** @throws ApiError `not_found` */
  reinstate(actor: Actor, accountId: string, { reversal }: NewReinstatement): Promise<TopupResponse> {
    return this.moveTopup(actor, accountId, 'topup.reinstated', { reversal }, (sql) =>
      this.topups.reinstate(sql, accountId, reversal),
    );
  }

  /** @throws ApiError `not_found`, `invalid_state` when it has ended in another way */
  async cancelBatch(actor: Actor, batchId: string): Promise<BatchView> {
    const { accountId, batch } = await this.cancellations.cancelByOperator(batchId);
    await this.tell(this.database, actor, accountId, 'batch.canceled', { batch: batchId });
    return batch;
  }

  /** All that is open; what is not started is refunded within seconds. @throws ApiError `not_found` */
  cancelBatches(actor: Actor, accountId: string): Promise<{ canceled: number }> {
    return this.database.transaction(async (sql) => {
      await this.accounts.get(sql, accountId);
      const canceled = await this.cancellations.cancelAllByOperator(sql, accountId);
      await this.tell(sql, actor, accountId, 'batches.canceled', { canceled });
      return { canceled };
    });
  }

  /** @throws ApiError `invalid_state` when the reference was entered with another amount */
  private async requireSame(
    sql: Sql,
    accountId: string,
    entry: 'grant' | 'reverse',
    reference: string,
    isSame: (amount: number) => boolean,
  ): Promise<void> {
    const credits = await this.topups.entered(sql, accountId, entry, reference);
    if (credits === null || isSame(credits)) return;
    throw new ApiError('invalid_state', { credits }, 'The reference was entered with another amount');
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

  private moveTopup(
    actor: Actor,
    accountId: string,
    act: Act,
    details: JournalEntry['details'],
    move: (sql: Sql) => Promise<TopupEntry | null>,
  ): Promise<TopupResponse> {
    return this.database.transaction(async (sql) => {
      await this.accounts.get(sql, accountId);
      const moved = await move(sql);
      if (moved) await this.tell(sql, actor, accountId, act, { ...details, credits: moved.amount });
      const { usage } = await this.credits.usage(sql, accountId);
      return { moved: moved !== null, credits: moved?.amount ?? 0, usage };
    });
  }
}
