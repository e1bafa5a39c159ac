import { Injectable } from '@nestjs/common';
import { AccountsService } from '../accounts/accounts.service.js';
import { SERVICE } from '../common/http/callers.js';
import { CreditsService } from '../credits/credits.service.js';
import { PeriodsService } from '../credits/periods.service.js';
import { TopupsService } from '../credits/topups.service.js';
import type { Sql } from '../database/database.service.js';
import { JournalService } from '../journal/journal.service.js';
import type { PaymentFacts } from './payment-facts.js';
import type { EnforcedTerms } from './terms.js';
import { takenCredits } from './taken-credits.js';

/** Puts in force what follows from Stripe's objects. Each method answers, in words, what it changed. */
@Injectable()
export class EnforcementService {
  constructor(
    private readonly accounts: AccountsService,
    private readonly credits: CreditsService,
    private readonly periods: PeriodsService,
    private readonly topups: TopupsService,
    private readonly journal: JournalService,
  ) {}

  /**
   * Anchor, plan and planned plan. A planned plan whose period's end is over already is the plan, so it does not matter
   * when this is learned.
   */
  async terms(sql: Sql, accountId: string, terms: EnforcedTerms): Promise<string[]> {
    const changes: string[] = [];
    await this.periods.hold(sql, accountId);
    if (terms.paidUntil) await this.credits.setPaidUntil(sql, accountId, terms.paidUntil);
    const { moved, start } = await this.periods.moveAnchor(sql, accountId, terms.anchor, 'stripe');
    if (moved) changes.push(`anchor: ${terms.anchor.toISOString()}`);
    const isOver = terms.next !== null && start >= terms.next.at;
    const [plan, next] = isOver && terms.next ? [terms.next.plan, null] : [terms.plan, terms.next];
    const account = await this.accounts.get(sql, accountId);
    const samePlanned = account.nextPlan === (next?.plan ?? null) && sameTime(account.nextPlanAt, next?.at ?? null);
    if (account.plan !== plan) {
      await this.accounts.setPlan(sql, accountId, plan);
      const change = { since: isOver ? terms.next?.at : terms.since, actor: 'stripe', reason: 'subscription' };
      await this.credits.changePlan(sql, accountId, change);
      await this.tell(sql, accountId, { plan, at: 'now' });
      changes.push(`plan: ${account.plan} to ${plan}`);
    } else if (!samePlanned && next === null) await this.accounts.setPlan(sql, accountId, plan);
    // Only now: a period that was not paid earns nothing when the plan changes.
    if (!terms.paidUntil || plan === 'free') await this.credits.setPaidUntil(sql, accountId, null);
    if (next && (account.plan !== plan || !samePlanned))
      await this.accounts.setNextPlan(sql, accountId, next.plan, next.at);
    if (!samePlanned && next) await this.tell(sql, accountId, { plan: next.plan, at: 'periodEnd' });
    if (!samePlanned) changes.push(next ? `planned: ${next.plan} at ${next.at.toISOString()}` : 'planned: nothing');
    return changes;
  }

  private tell(sql: Sql, accountId: string, details: { plan: string; at: 'now' | 'periodEnd' }): Promise<void> {
    return this.journal.append(sql, { accountId, actor: SERVICE, act: 'plan.changed', details });
  }

  async payment(sql: Sql, accountId: string, payment: PaymentFacts): Promise<string[]> {
    if (!payment.paid) return [];
    const changes: string[] = [];
    const { id, credits, takenBack } = payment;
    const granted = await this.topups.grant(sql, accountId, credits, id);
    if (granted) changes.push(`top-up grant: ${granted.amount} credits for ${id}`);
    const idsOf = (state: 'taken' | 'back') => takenBack.filter((one) => one.state === state).map((one) => one.id);
    const wanted = { credits: takenCredits(payment), took: idsOf('taken'), returned: idsOf('back') };
    const moved = await this.topups.setTaken(sql, accountId, id, wanted);
    if (moved) changes.push(`top-up ${moved.entry}: ${moved.amount} credits of ${id}`);
    return changes;
  }
}

function sameTime(a: Date | null, b: Date | null): boolean {
  return a?.getTime() === b?.getTime();
}
