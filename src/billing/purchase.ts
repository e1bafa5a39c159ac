import { z } from 'zod';
import { ApiError } from '../common/errors.js';
import { TOPUP_SIZES, type TopupSize } from '../config/plans.js';
import type { Settings } from '../config/settings.js';
import { PAID_PLANS } from '../config/stripe-settings.js';

const planWords = `expected ${PAID_PLANS.join(', ')}; a subscription is ended in the portal`;
const sizeWords = `expected ${TOPUP_SIZES.join(', ')}`;

/** `POST /api/billing/checkout`: a plan, paid by the month unless it says `year`, or a top-up. */
export const checkoutRequest = z
  .strictObject({
    plan: z.enum(PAID_PLANS, planWords).optional(),
    interval: z.enum(['month', 'year'], 'expected month or year').optional(),
    topup: z.enum(TOPUP_SIZES, sizeWords).optional(),
  })
  .refine(({ plan, topup }) => (plan === undefined) !== (topup === undefined), {
    error: 'expected either a plan or a topup',
    path: ['plan'],
  })
  .refine(({ interval, plan }) => interval === undefined || plan !== undefined, {
    error: 'goes with a plan only',
    path: ['interval'],
  });
export type CheckoutRequest = z.infer<typeof checkoutRequest>;

/** `GET /api/billing/preview`. */
export const planRequest = z.strictObject({
  plan: z.enum(PAID_PLANS, planWords),
  interval: z.enum(['month', 'year'], 'expected month or year').optional(),
});
export type PlanRequest = z.infer<typeof planRequest>;

/** Where the buyer's browser goes on. */
export const redirectResponse = z.object({ url: z.url() });

export const topupSize = z.enum(TOPUP_SIZES, sizeWords);

/** What somebody wants to buy. One open session for each intent; `choice` is what of it. */
export interface Purchase {
  kind: 'plan' | 'topup';
  intent: string;
  choice: string;
  priceId: string;
  topup: { size: TopupSize; credits: number } | null;
}

/** @throws ApiError `invalid_request` for an interval that is not sold */
export function purchaseOf(request: CheckoutRequest, { stripe, catalogue }: Settings): Purchase {
  if (!stripe) throw new ApiError('billing_not_configured');
  const { plan, topup, interval = 'month' } = request;
  if (topup !== undefined) {
    const credits = catalogue.topups[topup];
    const sold = { intent: `topup:${topup}`, choice: String(credits), priceId: stripe.prices.topups[topup] };
    return { kind: 'topup', ...sold, topup: { size: topup, credits } };
  }
  const priceId = plan && stripe.prices.plans[plan][interval];
  if (!priceId) throw ApiError.field('interval', `expected month: ${plan} is not sold by the ${interval}`);
  return { kind: 'plan', intent: 'plan', choice: `${plan}:${interval}`, priceId, topup: null };
}
