import { z } from 'zod';
import { StripeRefusal } from './errors.ts';
import type { StripeStandIn } from './stand-in.ts';

const id = z.string().min(1);
const amount = z.int().min(1).optional();

/** What a test or a developer may order: `POST /stand-in/<name>` with JSON. */
const orders = {
  clock: z.strictObject({ to: z.int().min(0) }),
  manner: z.strictObject({
    mode: z.enum(['send', 'hold', 'drop']),
    copies: z.int().min(1).max(10).default(1),
    delayMs: z.int().min(0).max(600_000).default(0),
  }),
  flush: z.strictObject({}),
  pay: z.strictObject({ session: id, later: z.boolean().optional(), trialDays: z.int().min(1).max(730).optional() }),
  'pay-later': z.strictObject({ session: id, arrives: z.boolean() }),
  card: z.strictObject({ customer: id, declined: z.boolean() }),
  'pay-open-invoice': z.strictObject({ subscription: id }),
  change: z.strictObject({ subscription: id, price: id, at: z.enum(['now', 'periodEnd']) }),
  cancel: z.strictObject({ subscription: id, at: z.enum(['now', 'periodEnd']), undo: z.boolean().default(false) }),
  refund: z.strictObject({ payment: id, amount, status: z.enum(['pending', 'succeeded']).optional() }),
  'fail-refund': z.strictObject({ refund: id }),
  dispute: z.strictObject({ payment: id, amount, inquiry: z.boolean().optional() }),
  escalate: z.strictObject({ dispute: id }),
  'close-dispute': z.strictObject({ dispute: id, status: z.enum(['won', 'lost']) }),
};

type Orders = { [Name in keyof typeof orders]: z.infer<(typeof orders)[Name]> };
type Doers = { [Name in keyof Orders]: (order: Orders[Name], world: StripeStandIn) => unknown };

const doers: Doers = {
  clock: ({ to }, { renewals, store }) => {
    renewals.advanceTo(to);
    return { now: store.now };
  },
  manner: (manner, { deliveries }) => (deliveries.manner = manner),
  flush: async (_, { deliveries }) => ({ statuses: await deliveries.flush() }),
  pay: ({ session, ...how }, { checkouts }) => checkouts.pay(session, how),
  'pay-later': ({ session, arrives }, { checkouts }) => checkouts.payLater(session, arrives),
  card: ({ customer, declined }, { invoices }) => {
    invoices.decline(customer, declined);
    return { customer, declined };
  },
  'pay-open-invoice': ({ subscription }, { subscriptions }) => subscriptions.pay(subscription),
  change: ({ subscription, price, at }, { subscriptions }) =>
    at === 'now' ? subscriptions.change(subscription, price) : subscriptions.changeAtPeriodEnd(subscription, price),
  cancel: ({ subscription, at, undo }, { subscriptions }) =>
    at === 'now' ? subscriptions.cancel(subscription) : subscriptions.cancelAtPeriodEnd(subscription, !undo),
  refund: ({ payment, amount, status }, { payments }) => payments.refund(payment, amount, status),
  'fail-refund': ({ refund }, { payments }) => payments.failRefund(refund),
  dispute: ({ payment, amount, inquiry }, { payments }) => payments.dispute(payment, amount, inquiry),
  escalate: ({ dispute }, { payments }) => payments.escalate(dispute),
  'close-dispute': ({ dispute, status }, { payments }) => payments.closeDispute(dispute, status),
};

/** @throws StripeRefusal 404 for an order that is none, 400 for one that is not understood */
export async function obey(world: StripeStandIn, name: string, json: unknown): Promise<unknown> {
  if (!(name in orders)) throw new StripeRefusal(404, `No such order: expected ${Object.keys(orders).join(', ')}`);
  const known = name as keyof Orders;
  const parsed = orders[known].safeParse(json ?? {});
  if (!parsed.success) throw new StripeRefusal(400, `Not an order to ${name}: ${z.prettifyError(parsed.error)}`);
  const act = doers[known] as (order: unknown, world: StripeStandIn) => unknown;
  return (await act(parsed.data, world)) ?? {};
}
