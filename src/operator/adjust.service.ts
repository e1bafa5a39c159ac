import { Injectable } from '@nestjs/common';
import type { Actor } from '../common/http/callers.js';
import { AdjustmentsService } from '../credits/adjustments.service.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { DatabaseService } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';
import { nameOf } from './actor-name.js';
import type { NewAdjustment } from './admin-schema.js';

/** An adjustment as it was entered, also when that was before: `moved` is false then. */
export interface AdjustmentResponse extends NewAdjustment {
  moved: boolean;
  actor: string;
  at: string;
  usage: Usage;
}

/** The operator adds to an account's allowances or takes of them. */
@Injectable()
export class AdjustService {
  constructor(
    private readonly database: DatabaseService,
    private readonly accounts: AccountsService,
    private readonly adjustments: AdjustmentsService,
    private readonly credits: CreditsService,
    private readonly journal: JournalService,
  ) {}

  /** @throws ApiError `not_found`, `invalid_state` */
  adjust(actor: Actor, accountId: string, adjustment: NewAdjustment): Promise<AdjustmentResponse> {
    return this.database.transaction(async (sql) => {
      await this.accounts.get(sql, accountId);
      const { at, ...entered } = await this.adjustments.enter(sql, accountId, adjustment, nameOf(actor));
      if (entered.moved)
        await this.journal.append(sql, { accountId, actor, act: 'credits.adjusted', details: { ...adjustment } });
      const { usage } = await this.credits.usage(sql, accountId);
      return { ...entered, at: at.toISOString(), usage };
    });
  }
}
