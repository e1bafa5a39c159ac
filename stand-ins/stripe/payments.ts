import { StripeRefusal } from './errors.ts';
import type { Charge, Dispute, Metadata, PaymentIntent, Refund } from './objects.ts';
import type { Store } from './store.ts';

/** Payments, and how they are taken back. Each call is what a customer, a bank or the operator does. */
export class Payments {
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** A payment that is under way. */
  begin(customer: string, amount: number, metadata: Metadata): PaymentIntent {
    const fields = { customer, amount, amount_received: 0, currency: 'usd', latest_charge: null, metadata };
    const intent = this.store.make<PaymentIntent>('payment_intent', { ...fields, status: 'processing' });
    this.store.emit('payment_intent.created', intent);
    return intent;
  }

  succeed(intent: PaymentIntent): Charge {
    const { id, customer, amount, currency, metadata } = intent;
    const amounts = { amount, amount_captured: amount, amount_refunded: 0, currency };
    const state = { disputed: false, paid: true as const, refunded: false, status: 'succeeded' as const };
    const charge = this.store.make<Charge>('charge', { customer, payment_intent: id, metadata, ...amounts, ...state });
    Object.assign(intent, { status: 'succeeded', amount_received: amount, latest_charge: charge.id });
    this.store.emit('charge.succeeded', charge);
    this.store.emit('payment_intent.succeeded', intent);
    return charge;
  }

  fail(intent: PaymentIntent): void {
    intent.status = 'requires_payment_method';
    this.store.emit('payment_intent.payment_failed', intent);
  }

  /** @param amount what is left of the charge when it is not given */
  refund(intentId: string, amount?: number, status: Refund['status'] = 'succeeded'): Refund {
    const charge = this.chargeOf(intentId);
    const left = charge.amount - charge.amount_refunded;
    const wanted = amount ?? left;
    if (wanted < 1 || wanted > left) {
      const message = `Refund amount (${wanted}) is greater than unrefunded amount on charge (${left})`;
      throw new StripeRefusal(400, message, { param: 'amount' });
    }
    const refund = this.store.make<Refund>('refund', {
      amount: wanted,
      charge: charge.id,
      payment_intent: intentId,
      currency: charge.currency,
      status,
      metadata: {},
    });
    charge.amount_refunded += wanted;
    charge.refunded = charge.amount_refunded === charge.amount;
    this.store.emit('refund.created', refund);
    this.store.emit('charge.refunded', charge);
    return refund;
  }

  /** The bank sent the money back: the refund did not happen. */
  failRefund(id: string): Refund {
    const refund = this.store.get<Refund>('refund', id);
    if (refund.status === 'failed') throw new StripeRefusal(400, 'This refund has failed already');
    const charge = this.store.get<Charge>('charge', refund.charge);
    refund.status = 'failed';
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
    this.store.emit('refund.updated', refund);
    this.store.emit('refund.failed', refund);
    return refund;
  }

  /** A bank asks for the money back. An inquiry takes nothing yet. */
  dispute(intentId: string, amount?: number, inquiry = false): Dispute {
    const charge = this.chargeOf(intentId);
    const dispute = this.store.make<Dispute>('dispute', {
      amount: amount ?? charge.amount - charge.amount_refunded,
      charge: charge.id,
      payment_intent: intentId,
      currency: charge.currency,
      reason: 'fraudulent',
      status: inquiry ? 'warning_needs_response' : 'needs_response',
      metadata: {},
    });
    charge.disputed = !inquiry;
    this.store.emit('charge.dispute.created', dispute);
    if (!inquiry) this.store.emit('charge.dispute.funds_withdrawn', dispute);
    return dispute;
  }

  /** The bank was not content with the answer: the inquiry becomes a dispute, and takes the money. */
  escalate(id: string): Dispute {
    const dispute = this.store.get<Dispute>('dispute', id);
    if (dispute.status !== 'warning_needs_response') throw new StripeRefusal(400, 'This dispute is no inquiry');
    dispute.status = 'needs_response';
    this.store.get<Charge>('charge', dispute.charge).disputed = true;
    this.store.emit('charge.dispute.updated', dispute);
    this.store.emit('charge.dispute.funds_withdrawn', dispute);
    return dispute;
  }

  closeDispute(id: string, status: 'won' | 'lost'): Dispute {
    const dispute = this.store.get<Dispute>('dispute', id);
    if (dispute.status === 'won' || dispute.status === 'lost') throw new StripeRefusal(400, 'This dispute is closed');
    dispute.status = status;
    this.store.emit('charge.dispute.closed', dispute);
    if (status === 'won') this.store.emit('charge.dispute.funds_reinstated', dispute);
    return dispute;
  }

  private chargeOf(intentId: string): Charge {
    const { latest_charge: charge } = this.store.get<PaymentIntent>('payment_intent', intentId);
    if (charge) return this.store.get<Charge>('charge', charge);
    throw new StripeRefusal(400, `The payment ${intentId} has not succeeded`, { param: 'payment_intent' });
  }
}
