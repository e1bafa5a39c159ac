import { Inject, Injectable } from '@nestjs/common';
import { Stripe } from 'stripe';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { planOfPrice } from '../config/stripe-settings.js';
import { CustomersService } from './customers.service.js';
import { PortalConfigurationService } from './portal-configuration.service.js';
import { StripeClientService } from './stripe-client.service.js';
import { fetchSubscriptions, openSubscription } from './subscription-facts.js';

/** Stripe's portal: cards, invoices, another plan, the end of a subscription. */
@Injectable()
export class PortalService {
  constructor(
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    private readonly configuration: PortalConfigurationService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `billing_not_configured` */
  async open(accountId: string): Promise<{ url: string }> {
    const customer = await this.customers.of(accountId);
    return { url: await this.session({ customer }) };
  }

  /**
   * Where a customer confirms another price for the subscription they have; null when they have none. Stripe shows what it
   * costs, takes the money and changes it: so nobody ever pays two subscriptions.
   * @throws ApiError `invalid_state` when it has that price already
   */
  async changeOf(customer: string, priceId: string): Promise<string | null> {
    const { api, settings } = this.stripe;
    const subscriptions = await fetchSubscriptions(api, settings.prices, customer);
    const open = openSubscription(subscriptions);
    if (!open) return null;
    if (open.priceId === priceId) {
      throw new ApiError('invalid_state', planOfPrice(settings.prices, priceId) ?? {}, 'The account has this plan');
    }
    const items = [{ id: open.itemId, price: priceId, quantity: 1 }];
    return this.session({
      customer,
      flow_data: {
        type: 'subscription_update_confirm',
        subscription_update_confirm: { subscription: open.id, items },
        after_completion: { type: 'redirect', redirect: { return_url: this.returnUrl } },
      },
    });
  }

  private async session(
    given: Omit<Stripe.BillingPortal.SessionCreateParams, 'return_url' | 'configuration'>,
  ): Promise<string> {
    const { sessions } = this.stripe.api.billingPortal;
    const create = async () => {
      const configuration = (await this.configuration.id()) ?? undefined;
      return sessions.create({ ...given, return_url: this.returnUrl, ...(configuration && { configuration }) });
    };
    const { url } = await create().catch((error: unknown) => {
      if (!(error instanceof Stripe.errors.StripeInvalidRequestError) || error.param !== 'configuration') throw error;
      this.configuration.forget();
      return create();
    });
    return url;
  }

  private get returnUrl(): string {
    return `${this.settings.publicUrl}/?billing=changed`;
  }
}
