import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Stripe } from 'stripe';
import { errorText } from '../common/foreign-text.js';
import { withTimeLimit } from '../common/time-limit.js';
import { PAID_PLANS } from '../config/stripe-settings.js';
import { PlanPricesService, type PlanPrice } from './plan-prices.service.js';
import { isStripeAway, StripeClientService } from './stripe-client.service.js';

/** Under this word a configuration says at Stripe which of ours it is. */
const MARK = 'fluxbatch_portal';
/** How long it is believed that a configuration is there, or that it cannot be made. */
const KEPT_MS = 10 * 60_000;
/** Configurations that are looked through: of every change of prices one is left. */
const MAX_LOOKED = 1_000;
const REPORT_TIME_LIMIT_MS = 5_000;

/** How the portal is set up: by a configuration of ours, or as Stripe's dashboard says, and then why. */
export interface PortalSetup {
  configuration: string | null;
  problem: string | null;
}

/**
 * Sets Stripe's portal up by its API, so that it keeps the rules of plans (docs/billing.md): more begins a new period and is charged
 * at once; less waits for the period's end, as the end of a subscription does, and no time is paid back.
 */
@Injectable()
export class PortalConfigurationService {
  private readonly logger = new Logger('billing');
  private readonly setups = new LRUCache<'portal', PortalSetup>({
    max: 1,
    ttl: KEPT_MS,
    fetchMethod: () => this.setUp(),
  });

  constructor(
    private readonly stripe: StripeClientService,
    private readonly prices: PlanPricesService,
  ) {}

  /**
   * The configuration that sessions of the portal name; null when Stripe refuses it (a key without that right, two plans that are
   * prices of one product): then the portal is as it was set up in Stripe's dashboard.
   */
  async id(): Promise<string | null> {
    return (await this.setups.fetch('portal'))?.configuration ?? null;
  }

  /** Somebody has switched the configuration off: the next caller makes another. */
  forget(): void {
    this.setups.clear();
  }

  /** For the operator. Null without billing. */
  async report(): Promise<PortalSetup | null> {
    if (!this.stripe.configured) return null;
    const late = () => new Error('Stripe did not answer in time');
    const asked = withTimeLimit(this.setups.fetch('portal'), REPORT_TIME_LIMIT_MS, late);
    return asked.then(
      (setup) => setup ?? null,
      (error: unknown) => ({ configuration: null, problem: errorText(error) }),
    );
  }

  private async setUp(): Promise<PortalSetup> {
    try {
      return { configuration: await this.findOrMake(), problem: null };
    } catch (error) {
      if (isStripeAway(error)) throw error;
      this.logger.warn(`the portal is as Stripe's dashboard says, because it cannot be set up: ${errorText(error)}`);
      return { configuration: null, problem: errorText(error) };
    }
  }

  private async findOrMake(): Promise<string> {
    const { configurations } = this.stripe.api.billingPortal;
    const features = featuresOf(await this.soldPrices());
    const mark = createHash('sha256').update(JSON.stringify(features)).digest('hex').slice(0, 32);
    const listed = configurations.list({ active: true, limit: 100 });
    const known = (await listed.autoPagingToArray({ limit: MAX_LOOKED })).find(
      ({ metadata }) => metadata?.[MARK] === mark,
    );
    if (known) return known.id;
    // Two processes may make one each: they are alike.
    return (await configurations.create({ features, metadata: { [MARK]: mark } })).id;
  }

  private soldPrices(): Promise<PlanPrice[]> {
    const { plans } = this.stripe.settings.prices;
    const ids = PAID_PLANS.flatMap((plan) => [plans[plan].month, plans[plan].year]).filter((id) => id !== null);
    return Promise.all(ids.map((id) => this.prices.of(id)));
  }
}

function featuresOf(prices: PlanPrice[]): Stripe.BillingPortal.ConfigurationCreateParams.Features {
  const products = [...new Set(prices.map(({ product }) => product))].map((product) => ({
    product,
    prices: prices.filter((price) => price.product === product).map(({ id }) => id),
  }));
  return {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ['price'],
      products,
      billing_cycle_anchor: 'now',
      proration_behavior: 'always_invoice',
      schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }, { type: 'shortening_interval' }] },
      trial_update_behavior: 'end_trial',
    },
  };
}
