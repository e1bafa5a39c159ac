import type { GivenPrice } from './store.ts';

/** Prices by the setting that names them. Amounts in cents. */
const PRICES: Record<string, Omit<GivenPrice, 'id'>> = {
  STARTER: { amount: 900, interval: 'month' },
  STARTER_YEARLY: { amount: 9_000, interval: 'year' },
  PRO: { amount: 2_900, interval: 'month' },
  PRO_YEARLY: { amount: 29_000, interval: 'year' },
  AGENCY: { amount: 9_900, interval: 'month' },
  AGENCY_YEARLY: { amount: 99_000, interval: 'year' },
  TOPUP_SMALL: { amount: 500 },
  TOPUP_MEDIUM: { amount: 2_000 },
  TOPUP_LARGE: { amount: 6_000 },
};

const idOf = (name: string) => `price_${name.toLowerCase()}`;

export function devPrices(): GivenPrice[] {
  return Object.entries(PRICES).map(([name, price]) => ({ id: idOf(name), ...price }));
}

/** Settings with which the service takes the stand-in at `address` for Stripe. */
export function devSettings(address: string) {
  return {
    STRIPE_API_BASE: address,
    STRIPE_SECRET_KEY: 'sk_test_stand_in',
    STRIPE_WEBHOOK_SECRET: 'whsec_stand_in',
    ...Object.fromEntries(Object.keys(PRICES).map((name) => [`STRIPE_PRICE_${name}`, idOf(name)])),
  };
}
