import { Api } from './api.ts';
import { Checkouts } from './checkouts.ts';
import { Deliveries, type Receiver } from './deliveries.ts';
import { Invoices } from './invoices.ts';
import { Payments } from './payments.ts';
import { Portals } from './portals.ts';
import { Renewals } from './renewals.ts';
import { Store, type GivenPrice } from './store.ts';
import { Subscriptions } from './subscriptions.ts';

export interface StandInOptions {
  prices: GivenPrice[];
  /** The key that calls must carry. */
  secretKey: string;
  /** Where events go, and what they are signed with. */
  receiver?: Receiver;
}

/** A small Stripe: what it keeps, what can be done to it, and its API. The parts may be used as they are by tests. */
export class StripeStandIn {
  readonly store = new Store();
  readonly payments = new Payments(this.store);
  readonly invoices = new Invoices(this.store, this.payments);
  readonly subscriptions = new Subscriptions(this.store, this.invoices);
  readonly renewals = new Renewals(this.store, this.subscriptions, this.invoices);
  readonly deliveries = new Deliveries(this.store);
  readonly checkouts: Checkouts;
  readonly portals: Portals;
  readonly api: Api;
  /** How long a call of the API waits for its answer. */
  latencyMs = 0;

  /** @param address tells where this server is, once it listens */
  readonly options: StandInOptions;

  constructor(options: StandInOptions, address: () => string) {
    this.options = options;
    this.store.addPrices(options.prices);
    this.deliveries.receiver = options.receiver ?? null;
    this.checkouts = new Checkouts(this.store, this.payments, this.subscriptions, address);
    this.portals = new Portals(this.store, this.subscriptions, address);
    this.api = new Api(this.store, this.checkouts, this.portals, this.subscriptions);
  }
}
