import { expanded, listOf } from './answers.ts';
import type { Checkouts } from './checkouts.ts';
import { StripeRefusal } from './errors.ts';
import type { FormValue } from './form.ts';
import type {
  Charge,
  Customer,
  Dispute,
  Invoice,
  PaymentIntent,
  PortalConfiguration,
  Price,
  Refund,
  Session,
  StripeEvent,
  StripeObject,
  Subscription,
} from './objects.ts';
import { check, type Given } from './parameters.ts';
import type { Portals } from './portals.ts';
import type { Store } from './store.ts';
import type { Subscriptions } from './subscriptions.ts';

type Form = Record<string, FormValue>;
type Handler = (form: Form, ids: string[]) => object;

/** The part of Stripe's REST API that the service uses, and no more: another call is refused as an unknown URL. */
export class Api {
  private readonly routes: [method: string, path: RegExp, handler: Handler][];

  private readonly store: Store;
  private readonly checkouts: Checkouts;

  constructor(store: Store, checkouts: Checkouts, portals: Portals, subscriptions: Subscriptions) {
    this.store = store;
    this.checkouts = checkouts;
    this.routes = [
      ['POST', /^\/v1\/customers$/, (form) => this.createCustomer(check('customer', form))],
      ['POST', /^\/v1\/customers\/(\w+)$/, (form, [id]) => this.updateCustomer(id, check('customer', form))],
      this.retrieve<Customer>('customer', 'customers'),
      ['POST', /^\/v1\/checkout\/sessions$/, (form) => this.checkouts.create(check('session', form))],
      ['POST', /^\/v1\/checkout\/sessions\/(\w+)\/expire$/, (_, [id = '']) => this.checkouts.expire(id)],
      this.retrieve<Session>('checkout.session', 'checkout/sessions'),
      ['GET', /^\/v1\/checkout\/sessions$/, (form) => this.sessions(check('sessions', form))],
      ['POST', /^\/v1\/billing_portal\/sessions$/, (form) => portals.open(check('portal', form))],
      [
        'POST',
        /^\/v1\/billing_portal\/configurations$/,
        (form) => portals.configure(check('portalConfiguration', form)),
      ],
      ['GET', /^\/v1\/billing_portal\/configurations$/, (form) => this.configurations(check('configurations', form))],
      ['POST', /^\/v1\/invoices\/create_preview$/, (form) => this.preview(subscriptions, check('preview', form))],
      this.retrieve<Subscription>('subscription', 'subscriptions'),
      ['GET', /^\/v1\/subscriptions$/, (form) => this.subscriptions(check('subscriptions', form))],
      ['GET', /^\/v1\/invoices$/, (form) => this.invoices(check('invoices', form))],
      this.retrieve<Price>('price', 'prices'),
      this.retrieve<PaymentIntent>('payment_intent', 'payment_intents'),
      this.retrieve<Charge>('charge', 'charges'),
      ['GET', /^\/v1\/refunds$/, (form) => this.ofPayment<Refund>('refund', 'refunds', check('ofPayment', form))],
      ['GET', /^\/v1\/disputes$/, (form) => this.ofPayment<Dispute>('dispute', 'disputes', check('ofPayment', form))],
      ['GET', /^\/v1\/events$/, (form) => this.events(check('events', form))],
    ];
  }

  /** @throws StripeRefusal */
  answer(method: string, path: string, form: Form): object {
    for (const [verb, pattern, handler] of this.routes) {
      const found = verb === method && pattern.exec(path);
      if (found) return expanded(this.store, handler(form, found.slice(1)), form.expand as string[] | undefined);
    }
    throw new StripeRefusal(404, `Unrecognized request URL (${method}: ${path}).`);
  }

  private retrieve<T extends StripeObject>(object: T['object'], name: string): [string, RegExp, Handler] {
    const handler: Handler = (form, [id = '']) => {
      check('none', form);
      return this.store.get<T>(object, id);
    };
    return ['GET', new RegExp(`^/v1/${name}/(\\w+)$`), handler];
  }

  private createCustomer({ email, name, metadata = {} }: Given<'customer'>): Customer {
    const customer = this.store.make<Customer>('customer', { email: email ?? null, name: name ?? null, metadata });
    this.store.emit('customer.created', customer);
    return customer;
  }

  private updateCustomer(id = '', { email, name, metadata }: Given<'customer'>): Customer {
    const customer = this.store.get<Customer>('customer', id);
    Object.assign(customer, { email: email ?? customer.email, name: name ?? customer.name });
    Object.assign(customer.metadata, metadata);
    this.store.emit('customer.updated', customer);
    return customer;
  }

  private sessions({ customer, status, ...page }: Given<'sessions'>) {
    const all = this.store
      .all<Session>('checkout.session')
      .filter((one) => (!customer || one.customer === customer) && (!status || one.status === status));
    return listOf(all, '/v1/checkout/sessions', page);
  }

  /** Without a status, those that have not ended. */
  private subscriptions({ customer, status, ...page }: Given<'subscriptions'>) {
    const wanted = (one: Subscription) => {
      if (status === 'all') return true;
      if (status === 'ended') return one.status === 'canceled';
      return status ? one.status === status : one.status !== 'canceled';
    };
    const all = this.store
      .all<Subscription>('subscription')
      .filter((one) => (!customer || one.customer === customer) && wanted(one));
    return listOf(all, '/v1/subscriptions', page);
  }

  private invoices({ customer, subscription, status, ...page }: Given<'invoices'>) {
    const all = this.store.all<Invoice>('invoice').filter((one) => {
      const { subscription: of } = one.parent.subscription_details;
      return (
        (!customer || one.customer === customer) &&
        (!subscription || of === subscription) &&
        (!status || one.status === status)
      );
    });
    return listOf(all, '/v1/invoices', page);
  }

  private configurations({ active, ...page }: Given<'configurations'>) {
    const all = this.store
      .all<PortalConfiguration>('billing_portal.configuration')
      .filter((one) => active === undefined || one.active === active);
    return listOf(all, '/v1/billing_portal/configurations', page);
  }

  private preview(subscriptions: Subscriptions, { subscription, subscription_details: details }: Given<'preview'>) {
    const [item] = details.items;
    return subscriptions.previewChange(subscription, item?.price ?? '', details.billing_cycle_anchor?.type);
  }

  private ofPayment<T extends Refund | Dispute>(object: T['object'], name: string, given: Given<'ofPayment'>) {
    const { payment_intent: intent, charge, ...page } = given;
    const all = this.store
      .all<T>(object)
      .filter((one) => (!intent || one.payment_intent === intent) && (!charge || one.charge === charge));
    return listOf(all, `/v1/${name}`, page);
  }

  private events({ type, types, ...page }: Given<'events'>) {
    const all = this.store
      .all<StripeEvent>('event')
      .filter((one) => (!type || one.type === type) && (!types || types.includes(one.type)));
    return listOf(all, '/v1/events', page);
  }
}
