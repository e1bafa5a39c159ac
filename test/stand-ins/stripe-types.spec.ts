import type { Stripe } from 'stripe';
import type * as StandIn from '../../stand-ins/stripe/objects.js';
import type { parameters } from '../../stand-ins/stripe/parameters.js';
import type { z } from 'zod';

/**
 * The stand-in for Stripe could agree with the service by being wrong in the same way. So the compiler compares what it answers and what
 * it takes with the types of Stripe's own library: every field is one of Stripe's, and every value one that Stripe may give or take.
 */

/** Any part of `T`, at every depth. */
type Part<T> = T extends (infer Item)[] ? Part<Item>[] : T extends object ? { [Key in keyof T]?: Part<T[Key]> } : T;

/** Names in `Ours`, at any depth, that `Theirs` does not have. */
type Unknown<Ours, Theirs> = Ours extends (infer Item)[]
  ? Unknown<Item, Theirs extends (infer Their)[] ? Their : never>
  : Ours extends object
    ? string extends keyof Ours
      ? never
      : {
          [Key in keyof Ours]-?: Key extends Names<Theirs> ? Unknown<NonNullable<Ours[Key]>, Value<Theirs, Key>> : Key;
        }[keyof Ours]
    : never;
type Names<T> = T extends unknown ? keyof T : never;
type Value<T, Key> = T extends unknown ? (Key extends keyof T ? Exclude<NonNullable<T[Key]>, string> : never) : never;

/** `true` when `Ours` says nothing that `Theirs` may not say. */
type Agrees<Ours extends Part<Theirs>, Theirs> = [Unknown<Ours, Theirs>] extends [never] ? true : Unknown<Ours, Theirs>;

type Answer = {
  price: Agrees<StandIn.Price, Stripe.Price>;
  customer: Agrees<StandIn.Customer, Stripe.Customer>;
  session: Agrees<StandIn.Session, Stripe.Checkout.Session>;
  item: Agrees<StandIn.SubscriptionItem, Stripe.SubscriptionItem>;
  subscription: Agrees<StandIn.Subscription, Stripe.Subscription>;
  schedule: Agrees<StandIn.Schedule, Stripe.SubscriptionSchedule>;
  line: Agrees<StandIn.InvoiceLine, Stripe.InvoiceLineItem>;
  invoice: Agrees<StandIn.Invoice, Stripe.Invoice>;
  payment: Agrees<StandIn.PaymentIntent, Stripe.PaymentIntent>;
  charge: Agrees<StandIn.Charge, Stripe.Charge>;
  refund: Agrees<StandIn.Refund, Stripe.Refund>;
  dispute: Agrees<StandIn.Dispute, Stripe.Dispute>;
  configuration: Agrees<StandIn.PortalConfiguration, Stripe.BillingPortal.Configuration>;
  portal: Agrees<Omit<StandIn.PortalSession, 'configuration' | 'flow'>, Stripe.BillingPortal.Session>;
};

type Given<Name extends keyof typeof parameters> = z.output<(typeof parameters)[Name]>;

type Taken = {
  customer: Agrees<Given<'customer'>, Stripe.CustomerCreateParams>;
  session: Agrees<Given<'session'>, Stripe.Checkout.SessionCreateParams>;
  sessions: Agrees<Given<'sessions'>, Stripe.Checkout.SessionListParams>;
  portal: Agrees<Given<'portal'>, Stripe.BillingPortal.SessionCreateParams>;
  configuration: Agrees<Given<'portalConfiguration'>, Stripe.BillingPortal.ConfigurationCreateParams>;
  configurations: Agrees<Given<'configurations'>, Stripe.BillingPortal.ConfigurationListParams>;
  preview: Agrees<Given<'preview'>, Stripe.InvoiceCreatePreviewParams>;
  subscriptions: Agrees<Given<'subscriptions'>, Stripe.SubscriptionListParams>;
  invoices: Agrees<Given<'invoices'>, Stripe.InvoiceListParams>;
  refunds: Agrees<Given<'ofPayment'>, Stripe.RefundListParams>;
  disputes: Agrees<Given<'ofPayment'>, Stripe.DisputeListParams>;
  events: Agrees<Given<'events'>, Stripe.EventListParams>;
};

const answers: Answer = {
  price: true,
  customer: true,
  session: true,
  item: true,
  subscription: true,
  schedule: true,
  line: true,
  invoice: true,
  payment: true,
  charge: true,
  refund: true,
  dispute: true,
  configuration: true,
  portal: true,
};
const takes: Taken = {
  customer: true,
  session: true,
  sessions: true,
  portal: true,
  configuration: true,
  configurations: true,
  preview: true,
  subscriptions: true,
  invoices: true,
  refunds: true,
  disputes: true,
  events: true,
};

describe('the stand-in for Stripe and the types of Stripe’s library', () => {
  it('agree, which the compiler shows', () => {
    expect(Object.values({ ...answers, ...takes }).every(Boolean)).toBe(true);
  });

  it('would not agree on a name or a type that Stripe does not have', () => {
    // @ts-expect-error since "basil" a subscription has no period of its own
    const period: Agrees<{ current_period_end: number }, Stripe.Subscription> = true;
    // @ts-expect-error an amount is a number
    const amount: Agrees<{ amount: string }, Stripe.Refund> = true;
    // @ts-expect-error the anchor of a preview has a type of its own
    const anchor: Agrees<{ subscription_details: { billing_cycle_anchor: 'now' } }, Stripe.InvoiceCreatePreviewParams> =
      true;
    // @ts-expect-error deep inside
    const line: Agrees<{ lines: { data: { price_id: string }[] } }, Stripe.Invoice> = true;
    expect([period, amount, anchor, line]).toHaveLength(4);
  });
});
