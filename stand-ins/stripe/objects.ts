/** Stripe's objects as far as the stand-in keeps them. Times are Unix seconds, amounts the currency's smallest unit. */
export interface StripeObject {
  id: string;
  object: string;
  created: number;
}

/** Most of them say that no money moves. */
export interface TestObject extends StripeObject {
  livemode: false;
}

export type Metadata = Record<string, string>;

export interface List<T> {
  object: 'list';
  data: T[];
  has_more: boolean;
  url: string;
}

export interface Price extends TestObject {
  object: 'price';
  active: boolean;
  currency: string;
  unit_amount: number;
  product: string;
  type: 'one_time' | 'recurring';
  recurring: { interval: 'month' | 'year'; interval_count: 1 } | null;
}

export interface Customer extends TestObject {
  object: 'customer';
  email: string | null;
  name: string | null;
  metadata: Metadata;
}

export interface Session extends TestObject {
  object: 'checkout.session';
  customer: string;
  client_reference_id: string | null;
  mode: 'payment' | 'subscription';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'paid' | 'unpaid' | 'no_payment_required';
  metadata: Metadata;
  payment_intent: string | null;
  subscription: string | null;
  invoice: string | null;
  amount_total: number;
  currency: string;
  url: string | null;
  success_url: string;
  cancel_url: string | null;
  expires_at: number;
}

export interface SubscriptionItem extends StripeObject {
  object: 'subscription_item';
  subscription: string;
  price: Price;
  quantity: 1;
  current_period_start: number;
  current_period_end: number;
}

export type SubscriptionStatus = 'incomplete' | 'trialing' | 'active' | 'past_due' | 'canceled';

export interface Subscription extends TestObject {
  object: 'subscription';
  customer: string;
  status: SubscriptionStatus;
  billing_cycle_anchor: number;
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  ended_at: number | null;
  start_date: number;
  trial_start: number | null;
  trial_end: number | null;
  collection_method: 'charge_automatically';
  currency: string;
  items: List<SubscriptionItem>;
  latest_invoice: string | null;
  schedule: string | null;
  metadata: Metadata;
}

export interface Schedule extends TestObject {
  object: 'subscription_schedule';
  customer: string;
  subscription: string | null;
  status: 'active' | 'released' | 'canceled';
  phases: { start_date: number; end_date: number; items: { price: string; quantity: 1 }[] }[];
}

export interface InvoiceLine {
  id: string;
  object: 'line_item';
  amount: number;
  currency: string;
  period: { start: number; end: number };
  pricing: { type: 'price_details'; price_details: { price: string; product: string } };
}

export interface Invoice extends TestObject {
  object: 'invoice';
  customer: string;
  status: 'draft' | 'open' | 'paid' | 'void';
  billing_reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  amount_due: number;
  amount_paid: number;
  /** Below zero when more time was given back than sold: the customer's balance has it. */
  total: number;
  currency: string;
  lines: List<InvoiceLine>;
  parent: { type: 'subscription_details'; subscription_details: { subscription: string; metadata: Metadata } };
}

export interface PaymentIntent extends TestObject {
  object: 'payment_intent';
  customer: string;
  amount: number;
  amount_received: number;
  currency: string;
  status: 'processing' | 'succeeded' | 'requires_payment_method';
  latest_charge: string | null;
  metadata: Metadata;
}

export interface Charge extends TestObject {
  object: 'charge';
  customer: string;
  payment_intent: string;
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  currency: string;
  disputed: boolean;
  paid: true;
  refunded: boolean;
  status: 'succeeded';
  metadata: Metadata;
}

export interface Refund extends StripeObject {
  object: 'refund';
  amount: number;
  charge: string;
  payment_intent: string;
  currency: string;
  status: 'pending' | 'succeeded' | 'failed';
  metadata: Metadata;
}

export interface Dispute extends TestObject {
  object: 'dispute';
  amount: number;
  charge: string;
  payment_intent: string;
  currency: string;
  reason: string;
  status: 'warning_needs_response' | 'needs_response' | 'under_review' | 'won' | 'lost';
  metadata: Metadata;
}

export interface PortalConfiguration extends TestObject {
  object: 'billing_portal.configuration';
  active: boolean;
  is_default: false;
  name: string | null;
  default_return_url: string | null;
  features: {
    subscription_update?: {
      enabled: boolean;
      billing_cycle_anchor?: 'now' | 'unchanged';
      schedule_at_period_end?: { conditions?: { type: 'decreasing_item_amount' | 'shortening_interval' }[] };
    };
  };
  metadata: Metadata;
}

export interface PortalSession extends TestObject {
  object: 'billing_portal.session';
  customer: string;
  configuration: string | null;
  return_url: string;
  url: string;
  flow: object | null;
}

export interface StripeEvent extends TestObject {
  object: 'event';
  type: string;
  api_version: string;
  pending_webhooks: number;
  request: { id: null; idempotency_key: null };
  data: { object: StripeObject };
}
