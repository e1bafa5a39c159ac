import { StripeRefusal } from './errors.ts';
import type { Customer, Metadata, PaymentIntent, Price, Session } from './objects.ts';
import type { Given } from './parameters.ts';
import type { Payments } from './payments.ts';
import type { Store } from './store.ts';
import type { Subscriptions } from './subscriptions.ts';

const DAY_SECONDS = 86_400;

/** What was bought in a session, beside what Stripe shows of it. */
interface Purchase {
  price: Price;
  trialDays: number;
  /** Metadata of the payment or of the subscription. */
  metadata: Metadata;
}

/** Checkout sessions, and what a customer does on their pages. */
export class Checkouts {
  private readonly purchases = new Map<string, Purchase>();

  private readonly store: Store;
  private readonly payments: Payments;
  private readonly subscriptions: Subscriptions;
  private readonly address: () => string;

  constructor(store: Store, payments: Payments, subscriptions: Subscriptions, address: () => string) {
    this.store = store;
    this.payments = payments;
    this.subscriptions = subscriptions;
    this.address = address;
  }

  create(given: Given<'session'>): Session {
    const { mode, customer } = given;
    this.store.get<Customer>('customer', customer);
    const [line] = given.line_items;
    const price = this.store.get<Price>('price', line?.price ?? '');
    if ((price.recurring !== null) !== (mode === 'subscription')) {
      const message = `You specified \`${mode}\` mode but passed a ${price.type} price`;
      throw new StripeRefusal(400, message, { param: 'line_items[0][price]' });
    }
    if ((mode === 'payment' && given.subscription_data) || (mode === 'subscription' && given.payment_intent_data)) {
      throw new StripeRefusal(400, `Data of the other mode was passed in \`${mode}\` mode`, { param: 'mode' });
    }
    const session = this.store.make<Session>('checkout.session', {
      customer,
      client_reference_id: given.client_reference_id ?? null,
      mode,
      status: 'open',
      payment_status: 'unpaid',
      metadata: given.metadata,
      payment_intent: null,
      subscription: null,
      invoice: null,
      amount_total: price.unit_amount,
      currency: price.currency,
      url: null,
      success_url: given.success_url,
      cancel_url: given.cancel_url ?? null,
      expires_at: given.expires_at ?? this.store.now + DAY_SECONDS,
    });
    session.url = `${this.address()}/c/pay/${session.id}`;
    this.purchases.set(session.id, {
      price,
      trialDays: given.subscription_data?.trial_period_days ?? 0,
      metadata: given.payment_intent_data?.metadata ?? given.subscription_data?.metadata ?? {},
    });
    return session;
  }

  expire(id: string): Session {
    const session = this.open(id);
    Object.assign(session, { status: 'expired', url: null });
    this.store.emit('checkout.session.expired', session);
    return session;
  }

  /** The customer pays; with `later` the money is only on its way (a bank transfer). */
  pay(id: string, { later = false, trialDays }: { later?: boolean; trialDays?: number } = {}): Session {
    const session = this.open(id);
    const { price, metadata, trialDays: asked } = this.purchaseOf(id);
    if (session.mode === 'subscription') {
      const subscription = this.subscriptions.begin(session.customer, price, metadata, trialDays ?? asked);
      if (subscription.status === 'incomplete') throw new StripeRefusal(402, 'Your card was declined.');
      Object.assign(session, { subscription: subscription.id, invoice: subscription.latest_invoice });
      session.payment_status = 'paid';
    } else {
      const intent = this.payments.begin(session.customer, price.unit_amount, metadata);
      session.payment_intent = intent.id;
      if (!later) this.payments.succeed(intent);
      session.payment_status = later ? 'unpaid' : 'paid';
    }
    Object.assign(session, { status: 'complete', url: null });
    this.store.emit('checkout.session.completed', session);
    return session;
  }

  /** The money of a payment that was on its way has come, or not. */
  payLater(id: string, arrives: boolean): Session {
    const session = this.store.get<Session>('checkout.session', id);
    const intent = this.store.get<PaymentIntent>('payment_intent', session.payment_intent ?? '');
    if (intent.status !== 'processing') throw new StripeRefusal(400, 'This payment is not under way');
    if (arrives) {
      this.payments.succeed(intent);
      session.payment_status = 'paid';
    } else this.payments.fail(intent);
    this.store.emit(`checkout.session.async_payment_${arrives ? 'succeeded' : 'failed'}`, session);
    return session;
  }

  private open(id: string): Session {
    const session = this.store.get<Session>('checkout.session', id);
    if (session.status === 'open') return session;
    throw new StripeRefusal(400, `Only Checkout Sessions with a status of open can be used: ${session.status}`);
  }

  private purchaseOf(id: string): Purchase {
    const purchase = this.purchases.get(id);
    if (!purchase) throw new Error(`${id} was not made here`);
    return purchase;
  }
}
