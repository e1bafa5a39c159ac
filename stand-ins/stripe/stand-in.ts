import { Api } from './api.js';
import { Checkouts } from './checkouts.js';
import { Deliveries, type Receiver } from './deliveries.js';
import { Invoices } from './invoices.js';
import { Payments } from './payments.js';
import { Renewals } from './renewals.js';
import { Store, type GivenPrice } from './store.js';
import { Subscriptions } from './subscriptions.js';

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
  readonly api: Api;

  /** @param address tells where this server is, once it listens */
  constructor(
    readonly options: StandInOptions,
    address: () => string,
  ) {
    this.store.addPrices(options.prices);
    this.deliveries.receiver = options.receiver ?? null;
    this.checkouts = new Checkouts(this.store, this.payments, this.subscriptions, address);
    this.api = new Api(this.store, this.checkouts);
  }
}
