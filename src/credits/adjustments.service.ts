import { Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import type { Sql } from '../database/database.service.js';
import { adjustCredits, readReferenced, type ReferencedEntry } from './adjustments.sql.js';
import { PeriodsService } from './periods.service.js';

/** Credits that the operator adds to the running period's allowance, or takes of it. */
export interface Adjustment {
  credit: 'compression' | 'ai';
  /** Below zero: taken. */
  amount: number;
  /** Each counts once, whatever the credit. */
  reference: string;
  reason: string;
}

/** An adjustment as it was entered. `moved` is false when that was before. */
export interface EnteredAdjustment extends Adjustment {
  moved: boolean;
  actor: string;
  at: Date;
}

/**
 * The operator's adjustments. They belong to the running period and lapse with it; what is taken beyond what it has left is owed by the
 * next ones, as is what was used beyond an allowance.
 */
@Injectable()
export class AdjustmentsService {
  constructor(private readonly periods: PeriodsService) {}

  /**
   * Enters an adjustment, or answers the one that was entered before with the same reference and content.
   * @throws ApiError `invalid_state` when the reference has another content, or the allowance is unlimited
   */
  async enter(sql: Sql, accountId: string, adjustment: Adjustment, actor: string): Promise<EnteredAdjustment> {
    const { credit, amount, reference, reason } = adjustment;
    await this.periods.hold(sql, accountId);
    const earlier = await this.entered(sql, accountId, reference);
    if (earlier) return sameAgain(adjustment, earlier);
    const values = [accountId, credit, amount, reference, actor, reason];
    const [entered] = await sql.run<{ created_at: Date }>(adjustCredits, values);
    if (!entered) throw new ApiError('invalid_state', { credit }, 'An unlimited allowance cannot be adjusted');
    return { ...adjustment, moved: true, actor, at: entered.created_at };
  }

  /** For entries of top-ups, whose references are of another kind. @throws ApiError `invalid_state` */
  async requireNone(sql: Sql, accountId: string, reference: string): Promise<void> {
    const entry = await this.entered(sql, accountId, reference);
    if (entry && entry.bucket !== 'topup') throw conflictWith(entry);
  }

  private async entered(sql: Sql, accountId: string, reference: string): Promise<ReferencedEntry | undefined> {
    const [entry] = await sql.run<ReferencedEntry>(readReferenced, [accountId, reference]);
    return entry;
  }
}

function sameAgain(wanted: Adjustment, entry: ReferencedEntry): EnteredAdjustment {
  const amount = entry.entry === 'deduct' ? -entry.amount : entry.amount;
  const isSame = entry.bucket === wanted.credit && amount === wanted.amount && entry.reason === wanted.reason;
  if (!isSame) throw conflictWith(entry);
  return { ...wanted, moved: false, actor: entry.actor ?? '', at: entry.created_at };
}

function conflictWith({ entry, amount }: ReferencedEntry): ApiError {
  return new ApiError('invalid_state', { entry, credits: amount }, 'The reference was entered with another content');
}
