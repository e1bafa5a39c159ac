import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../common/errors.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { planOfPrice } from '../config/stripe-settings.js';
import { CustomersService } from './customers.service.js';
import { StripeClientService } from './stripe-client.service.js';
import { fetchSubscriptions } from './subscription-facts.js';

/** Stripe's portal: cards, invoices, another plan, the end of a subscription. */
@Injectable()
export class PortalService {
  constructor(
    private readonly stripe: StripeClientService,
    private readonly customers: CustomersService,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError `billing_not_configured` */
  async open(accountId: string): Promise<{ url: string }> {
    const { api } = this.stripe;
    const customer = await this.customers.of(accountId);
    const { url } = await api.billingPortal.sessions.create({ customer, return_url: this.returnUrl });
    return { url };
  }

  /**
   * Where a customer confirms another price for the subscription they have; null when they have none. Stripe shows what it
   * costs, takes the money and does it at once or at the period's end, as the portal is set up: so nobody ever pays two
   * subscriptions.
   * @throws ApiError `invalid_state` when it has that price already
   */
  async changeOf(customer: string, priceId: string): Promise<string | null> {
    const { api, settings } = this.stripe;
    const subscriptions = await fetchSubscriptions(api, settings.prices, customer);
    const open = subscriptions.find(({ status, plan }) => status !== 'canceled' && plan !== null);
    if (!open) return null;
    if (open.priceId === priceId) {
      throw new ApiError('invalid_state', planOfPrice(settings.prices, priceId) ?? {}, 'The account has this plan');
    }
    const items = [{ id: open.itemId, price: priceId, quantity: 1 }];
    const session = await api.billingPortal.sessions.create({
      customer,
      return_url: this.returnUrl,
      flow_data: {
        type: 'subscription_update_confirm',
        subscription_update_confirm: { subscription: open.id, items },
        after_completion: { type: 'redirect', redirect: { return_url: this.returnUrl } },
      },
    });
    return session.url;
  }

  private get returnUrl(): string {
    return `${this.settings.publicUrl}/?billing=changed`;
  }
}
