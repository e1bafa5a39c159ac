import type { Stripe } from 'stripe';

/** Refunds and disputes of one payment that are looked at; a payment of few dollars has no more. */
const MAX_MOVES = 100;
const MAX_CREDITS = 1_000_000_000;

/** Words under which a purchase says at Stripe what it is for. */
export const METADATA = { account: 'account_id', topup: 'topup', credits: 'credits' } as const;

/** Money that was taken back, or asked back. */
export interface TakenBack {
  id: string;
  amount: number;
  created: number;
  /** `back`: the money came back to the operator. `asked`: nothing has moved yet. */
  state: 'taken' | 'back' | 'asked';
}

/** A payment of a top-up, as Stripe has it at this moment. Amounts are the currency's smallest unit. */
export interface PaymentFacts {
  id: string;
  customer: string;
  accountId: string | null;
  credits: number;
  paid: boolean;
  /** Its money is on its way, or it may still be tried again. */
  pending: boolean;
  amount: number;
  /** In the order in which they happened. */
  takenBack: TakenBack[];
}

/** Fetches a payment, its refunds and its disputes anew; null when it is no purchase of a top-up. */
export async function fetchPayment(api: Stripe, id: string): Promise<PaymentFacts | null> {
  const intent = await api.paymentIntents.retrieve(id);
  const credits = Number(intent.metadata[METADATA.credits]);
  const customer = idOf(intent.customer);
  if (!intent.metadata[METADATA.topup] || !customer) return null;
  if (!Number.isInteger(credits) || credits < 1 || credits > MAX_CREDITS) return null;
  const paid = intent.status === 'succeeded' && intent.amount_received > 0;
  return {
    id,
    customer,
    accountId: intent.metadata[METADATA.account] ?? null,
    credits,
    paid,
    pending: intent.status === 'processing',
    amount: intent.amount_received,
    takenBack: paid ? await fetchTakenBack(api, id) : [],
  };
}

/** The customer of a payment, whatever it was for. */
export async function customerOfPayment(api: Stripe, id: string): Promise<string | null> {
  return idOf((await api.paymentIntents.retrieve(id)).customer);
}

export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === 'string' ? reference : (reference?.id ?? null);
}

async function fetchTakenBack(api: Stripe, payment: string): Promise<TakenBack[]> {
  const ofPayment = { payment_intent: payment, limit: MAX_MOVES };
  const refunds = await api.refunds.list(ofPayment);
  const disputes = await api.disputes.list(ofPayment);
  const moves = [
    // Lists begin with the newest.
    ...refunds.data.reverse().map(({ id, amount, created, status }): TakenBack => {
      const failed = status === 'failed' || status === 'canceled';
      return { id, amount, created, state: failed ? 'back' : 'taken' };
    }),
    ...disputes.data.reverse().map(({ id, amount, created, status }): TakenBack => {
      return { id, amount, created, state: disputeState(status) };
    }),
  ];
  // A stable sort: what happened in one second stays in Stripe's own order.
  return moves.sort((a, b) => a.created - b.created);
}

/** An inquiry takes no money. What was lost and is appealed has not come back yet. */
function disputeState(status: string): TakenBack['state'] {
  if (status.startsWith('warning_') || status === 'prevented') return 'asked';
  return status === 'won' ? 'back' : 'taken';
}
