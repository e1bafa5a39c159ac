import { z } from 'zod';
import { TOPUP_SIZES, type PlanName, type TopupSize } from './plans.js';

export const PAID_PLANS = ['starter', 'pro', 'agency'] as const satisfies PlanName[];
export type PaidPlan = (typeof PAID_PLANS)[number];
export type Interval = 'month' | 'year';

/** What of the catalogue is sold under which of Stripe's prices: the one place that knows. */
export interface StripePrices {
  plans: Record<PaidPlan, { month: string; year: string | null }>;
  topups: Record<TopupSize, string>;
}

export interface StripeSettings {
  secretKey: string;
  /** Webhooks are believed when they are signed with it. */
  webhookSecret: string;
  /** Where Stripe's API is; `null` for Stripe itself. */
  apiBase: string | null;
  prices: StripePrices;
}

const priceId = z.string().startsWith('price_', 'expected the id of a price, price_…').optional();

/** What the environment may say of billing. */
export const stripeVariables = {
  STRIPE_SECRET_KEY: z.string().min(1).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().startsWith('whsec_', 'expected the endpoint’s signing secret, whsec_…').optional(),
  STRIPE_API_BASE: z.url({ protocol: /^https?$/, error: 'expected an http:// or https:// address' }).optional(),
  STRIPE_PRICE_STARTER: priceId,
  STRIPE_PRICE_STARTER_YEARLY: priceId,
  STRIPE_PRICE_PRO: priceId,
  STRIPE_PRICE_PRO_YEARLY: priceId,
  STRIPE_PRICE_AGENCY: priceId,
  STRIPE_PRICE_AGENCY_YEARLY: priceId,
  STRIPE_PRICE_TOPUP_SMALL: priceId,
  STRIPE_PRICE_TOPUP_MEDIUM: priceId,
  STRIPE_PRICE_TOPUP_LARGE: priceId,
};

type Variables = Record<string, unknown>;

/**
 * Billing is configured whole or not at all: half of it would sell what it cannot deliver. `settings` is null when
 * no `STRIPE_` variable is set; each problem names its variable.
 */
export function stripeSettings(variables: Variables): { settings: StripeSettings | null; problems: string[] } {
  const given = Object.keys(variables).filter((name) => name.startsWith('STRIPE_') && variables[name] !== undefined);
  if (given.length === 0) return { settings: null, problems: [] };
  const problems: string[] = [];
  const optional = (name: string) => (variables[name] as string | undefined) ?? null;
  const required = (name: string, what: string) => {
    const value = optional(name);
    if (value === null) problems.push(`${name}: expected ${what}, because ${given[0]} is set`);
    return value ?? '';
  };
  const settings = {
    secretKey: required('STRIPE_SECRET_KEY', 'the secret key of the Stripe account'),
    webhookSecret: required('STRIPE_WEBHOOK_SECRET', 'the signing secret of the webhook endpoint'),
    apiBase: optional('STRIPE_API_BASE'),
    prices: pricesFrom(required, optional),
  };
  return { settings, problems: [...problems, ...soldTwice(variables)] };
}

function pricesFrom(
  required: (name: string, what: string) => string,
  optional: (name: string) => string | null,
): StripePrices {
  const plan = (name: PaidPlan) => {
    const variable = `STRIPE_PRICE_${name.toUpperCase()}`;
    return { month: required(variable, `the monthly price of ${name}`), year: optional(`${variable}_YEARLY`) };
  };
  const topup = (size: TopupSize) =>
    required(`STRIPE_PRICE_TOPUP_${size.toUpperCase()}`, `the price of a ${size} top-up`);
  return {
    plans: { starter: plan('starter'), pro: plan('pro'), agency: plan('agency') },
    topups: Object.fromEntries(TOPUP_SIZES.map((size) => [size, topup(size)])) as Record<TopupSize, string>,
  };
}

/** A price says what was bought, so it can stand for one thing only. */
function soldTwice(variables: Variables): string[] {
  const prices = Object.entries(variables).filter(([name, id]) => name.startsWith('STRIPE_PRICE_') && id);
  return prices.flatMap(([name, id], index) => {
    const [other] = prices.find(([, earlier], place) => place < index && earlier === id) ?? [];
    return other ? [`${name}: expected another price than that of ${other}`] : [];
  });
}

/** The plan that a price is for, and how often it is paid; null for a price that is none of ours. */
export function planOfPrice(prices: StripePrices, id: string): { plan: PaidPlan; interval: Interval } | null {
  for (const plan of PAID_PLANS) {
    if (prices.plans[plan].month === id) return { plan, interval: 'month' };
    if (prices.plans[plan].year === id) return { plan, interval: 'year' };
  }
  return null;
}
