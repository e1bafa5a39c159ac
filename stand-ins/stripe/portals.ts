import { StripeRefusal } from './errors.ts';
import type { Customer, PortalConfiguration, PortalSession, Price, Subscription } from './objects.ts';
import type { Given } from './parameters.ts';
import type { Store } from './store.ts';
import { itemOf, monthsOf, type Subscriptions } from './subscriptions.ts';

/** Portal sessions, how they are set up, and what a customer confirms there. */
export class Portals {
  private readonly store: Store;
  private readonly subscriptions: Subscriptions;
  private readonly address: () => string;

  constructor(store: Store, subscriptions: Subscriptions, address: () => string) {
    this.store = store;
    this.subscriptions = subscriptions;
    this.address = address;
  }

  /** As at Stripe, a product may not be sold at two prices of one interval. */
  configure({ features, metadata, ...given }: Given<'portalConfiguration'>): PortalConfiguration {
    for (const { product, prices } of features.subscription_update?.products ?? []) {
      const sold = prices.map((id) => this.store.get<Price>('price', id));
      const intervals = new Set(sold.map(({ recurring }) => recurring?.interval));
      if (sold.some((price) => price.product !== product || !price.recurring) || intervals.size < sold.length) {
        const param = 'features[subscription_update][products]';
        throw new StripeRefusal(400, 'Each price must be of its product, and the only one of its interval', { param });
      }
    }
    return this.store.make<PortalConfiguration>('billing_portal.configuration', {
      active: true,
      is_default: false,
      features,
      metadata: metadata ?? {},
      name: given.name ?? null,
      default_return_url: given.default_return_url ?? null,
    });
  }

  open({ customer, return_url, flow_data: flow, configuration }: Given<'portal'>): PortalSession {
    this.store.get<Customer>('customer', customer);
    if (configuration && !this.store.get<PortalConfiguration>('billing_portal.configuration', configuration).active) {
      throw new StripeRefusal(400, `The configuration ${configuration} is not active`, { param: 'configuration' });
    }
    const change = flow?.subscription_update_confirm;
    if ((flow?.type === 'subscription_update_confirm') !== (change !== undefined)) {
      throw new StripeRefusal(400, 'The flow and its data do not fit', { param: 'flow_data' });
    }
    if (change) this.checkChange(customer, change);
    const session = this.store.make<PortalSession>('billing_portal.session', {
      customer,
      configuration: configuration ?? null,
      return_url,
      url: '',
      flow: flow ?? null,
    });
    session.url = `${this.address()}/p/session/${session.id}`;
    return session;
  }

  /** The customer confirms another price: at once or at the period's end, as the configuration says. */
  confirm({ configuration, flow }: PortalSession): Subscription {
    const { features } = this.store.get<PortalConfiguration>('billing_portal.configuration', configuration ?? '');
    const asked = (flow as Given<'portal'>['flow_data'])?.subscription_update_confirm;
    const update = features.subscription_update;
    if (!asked || !update?.enabled) throw new StripeRefusal(400, 'This portal changes no subscriptions');
    const subscription = this.store.get<Subscription>('subscription', asked.subscription);
    const price = this.store.get<Price>('price', asked.items[0]?.price ?? '');
    const before = itemOf(subscription).price;
    const waits = (update.schedule_at_period_end?.conditions ?? []).some(({ type }) =>
      type === 'shortening_interval' ? monthsOf(price) < monthsOf(before) : price.unit_amount < before.unit_amount,
    );
    if (waits) return this.subscriptions.changeAtPeriodEnd(subscription.id, price.id);
    return this.subscriptions.change(subscription.id, price.id, update.billing_cycle_anchor);
  }

  private checkChange(customer: string, change: { subscription: string; items: { id: string; price: string }[] }) {
    const subscription = this.store.get<Subscription>('subscription', change.subscription);
    const item = itemOf(subscription);
    this.store.get<Price>('price', change.items[0]?.price ?? '');
    if (subscription.customer !== customer || item.id !== change.items[0]?.id || subscription.status === 'canceled') {
      throw new StripeRefusal(400, 'This subscription cannot be changed by this customer', { param: 'flow_data' });
    }
    if (item.price.id === change.items[0]?.price) {
      throw new StripeRefusal(400, 'The subscription has this price already', { param: 'flow_data' });
    }
  }
}
