import { Injectable, Inject } from '@nestjs/common';
import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import type { PaidPlan } from '../config/stripe-settings.js';
import { CreditsService } from '../credits/credits.service.js';
import type { Usage } from '../credits/usage.js';
import { DatabaseService } from '../database/database.service.js';
import { readClock } from './customers.sql.js';
import { CustomersService } from './customers.service.js';
import { EnforcementService } from './enforcement.service.js';
import { PlanPricesService, type PlanPrice } from './plan-prices.service.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { purchaseOf, type PlanRequest } from './purchase.js';
import { StripeClientService } from './stripe-client.service.js';
import { fetchSubscriptions, openSubscription, type SubscriptionFacts } from './subscription-facts.js';

const DAY_MS = 86_400_000;

const count = z.int().nullable().describe('Null is unlimited');
const cents = z.int().describe('In the smallest unit of the currency');

/** What a plan would give and cost if it were chosen at this moment. */
export const changePreview = z.object({
  plan: z.string(),
  interval: z.enum(['month', 'year']),
  at: z.enum(['now', 'periodEnd']).describe('When the plan takes force'),
  date: z.iso.datetime().describe('The present, or the end of the time that is paid'),
  price: cents.nullable().describe('For each interval; null when it is not one fixed amount'),
  due: cents
    .nullable()
    .describe('Charged at once, less the rest of time that is given back; null when Stripe does not say'),
  currency: z.string(),
  allowance: z.object({ compressions: count, ai: count }).describe('Of a whole month under the plan'),
  begins: z
    .object({
      periodEnd: z.iso.datetime(),
      compressions: count.describe('Left after what is owed'),
      ai: count.describe('Left after what is owed, without top-ups'),
      compressionsOwed: z.int().describe('Used beyond what the plan until now has earned by then'),
      aiOwed: z.int(),
    })
    .nullable()
    .describe('The period that begins with it; null when it waits for the end of the period'),
});
export type ChangePreview = z.infer<typeof changePreview>;

/** Says what a plan gives and costs, before it is chosen. */
@Injectable()
export class ChangePreviewService {
  constructor(
    private readonly database: DatabaseService,
    private readonly credits: CreditsService,
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    private readonly prices: PlanPricesService,
    private readonly configuration: PortalConfigurationService,
    private readonly enforcement: EnforcementService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `billing_not_configured`, `invalid_state` when the account has that plan already */
  async of(accountId: string, { plan, interval = 'month' }: PlanRequest): Promise<ChangePreview> {
    const { priceId } = purchaseOf({ plan, interval }, this.settings);
    const price = await this.prices.of(priceId);
    const subscription = await this.subscriptionOf(accountId);
    if (subscription?.priceId === priceId)
      throw new ApiError('invalid_state', { plan, interval }, 'The account has this plan');
    const { compressions, ai } = this.settings.catalogue.plans[plan];
    const shared = {
      plan,
      interval,
      price: price.amount,
      currency: price.currency,
      allowance: { compressions, ai },
    };
    if (subscription && (await this.waits(subscription, price))) {
      return { ...shared, at: 'periodEnd', date: subscription.periodEnd.toISOString(), due: 0, begins: null };
    }
    const due = subscription ? await this.dueFor(subscription, priceId) : price.amount;
    const usage = await this.rehearse(accountId, plan);
    return { ...shared, at: 'now', date: usage.period_start, due, begins: begins(usage) };
  }

  private async subscriptionOf(accountId: string): Promise<SubscriptionFacts | undefined> {
    const { api, settings } = this.stripe;
    const customer = await this.customers.find(accountId);
    return customer ? openSubscription(await fetchSubscriptions(api, settings.prices, customer)) : undefined;
  }

  /** As the portal's configuration says: less money, or a shorter time. */
  private async waits({ priceId }: SubscriptionFacts, next: PlanPrice): Promise<boolean> {
    const now = await this.prices.of(priceId);
    return next.months < now.months || (next.amount ?? 0) < (now.amount ?? 0);
  }

  /** Null when the portal is not set up by us: then nobody knows how it charges. */
  private async dueFor({ id, itemId }: SubscriptionFacts, price: string): Promise<number | null> {
    if ((await this.configuration.id()) === null) return null;
    const { amount_due: due } = await this.stripe.api.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: itemId, price, quantity: 1 }],
        billing_cycle_anchor: { type: 'now' },
        proration_behavior: 'always_invoice',
      },
    });
    return due;
  }

  /** Puts the plan in force as its first invoice would, reads the usage, and takes it all back. */
  private rehearse(accountId: string, plan: PaidPlan): Promise<Usage> {
    return this.database.rehearse(async (sql) => {
      const [clock] = await sql.run<{ now: Date }>(readClock);
      if (!clock) throw new Error('The database has no clock');
      const { now } = clock;
      const paidUntil = new Date(now.getTime() + DAY_MS);
      await this.enforcement.terms(sql, accountId, { plan, next: null, anchor: now, since: now, paidUntil });
      return (await this.credits.usage(sql, accountId)).usage;
    });
  }
}

function begins(usage: Usage): ChangePreview['begins'] {
  const left = (isUnlimited: boolean, limit: number, taken: number) =>
    isUnlimited ? null : Math.max(0, limit - taken);
  const compressionsTaken = usage.compressor_owed + usage.compressor_used;
  const aiTaken = usage.ia_credits_owed + usage.ia_credits_used;
  return {
    periodEnd: usage.period_end,
    compressions: left(usage.compressor_unlimited, usage.compressor_limit, compressionsTaken),
    ai: left(usage.ia_credits_unlimited, usage.ia_credits_monthly, aiTaken),
    compressionsOwed: usage.compressor_owed,
    aiOwed: usage.ia_credits_owed,
  };
}
