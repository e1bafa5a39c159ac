import type { Customer, Invoice, InvoiceLine, Price, Subscription } from './objects.ts';
import type { Payments } from './payments.ts';
import type { Store } from './store.ts';

/** What a line is for: a price over a time. */
export interface Billed {
  price: Price;
  amount: number;
  start: number;
  end: number;
}

/** Invoices of subscriptions, and whether they are paid. */
export class Invoices {
  /** Customers whose cards are declined. */
  readonly declined = new Set<string>();

  /** Those that wait to be collected, by their subscription. */
  private readonly drafts = new Map<string, Invoice[]>();

  private readonly store: Store;
  private readonly payments: Payments;

  constructor(store: Store, payments: Payments) {
    this.store = store;
    this.payments = payments;
  }

  draft(subscription: Subscription, reason: Invoice['billing_reason'], billed: Billed[]): Invoice {
    const data = this.linesOf(subscription, billed);
    const total = data.reduce((sum, { amount }) => sum + amount, 0);
    const invoice = this.store.make<Invoice>('invoice', {
      customer: subscription.customer,
      status: 'draft',
      billing_reason: reason,
      amount_due: Math.max(0, total),
      amount_paid: 0,
      total,
      currency: 'usd',
      lines: { object: 'list', data, has_more: false, url: '' },
      parent: {
        type: 'subscription_details',
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
    });
    invoice.lines.url = `/v1/invoices/${invoice.id}/lines`;
    subscription.latest_invoice = invoice.id;
    this.drafts.set(subscription.id, [...this.draftsOf(subscription), invoice]);
    this.store.emit('invoice.created', invoice);
    return invoice;
  }

  /** An invoice as it would be. */
  preview(subscription: Subscription, billed: Billed[]): object {
    const data = this.linesOf(subscription, billed);
    const total = data.reduce((sum, { amount }) => sum + amount, 0);
    const lines = { object: 'list', data, has_more: false, url: '/v1/invoices/upcoming/lines' };
    const { customer } = subscription;
    const amounts = { amount_due: Math.max(0, total), amount_paid: 0, total, currency: 'usd' };
    return { id: `upcoming_in_${subscription.id}`, object: 'invoice', customer, status: 'draft', ...amounts, lines };
  }

  /** Also one that a later invoice overtook. */
  draftsOf({ id }: Subscription): Invoice[] {
    return (this.drafts.get(id) ?? []).filter(({ status }) => status === 'draft');
  }

  /** Asks the customer's card. Answers whether it paid. */
  collect(invoice: Invoice): boolean {
    if (invoice.status === 'draft') {
      invoice.status = 'open';
      this.store.emit('invoice.finalized', invoice);
    }
    const { customer } = invoice;
    if (invoice.amount_due > 0 && this.declined.has(customer)) {
      this.store.emit('invoice.payment_failed', invoice);
      return false;
    }
    if (invoice.amount_due > 0) this.payments.succeed(this.payments.begin(customer, invoice.amount_due, {}));
    invoice.status = 'paid';
    invoice.amount_paid = invoice.amount_due;
    this.store.emit('invoice.paid', invoice);
    this.store.emit('invoice.payment_succeeded', invoice);
    return true;
  }

  void(invoice: Invoice): void {
    invoice.status = 'void';
    this.store.emit('invoice.voided', invoice);
  }

  /** @throws StripeRefusal 404 */
  decline(customer: string, declined: boolean): void {
    this.store.get<Customer>('customer', customer);
    if (declined) this.declined.add(customer);
    else this.declined.delete(customer);
  }

  private linesOf(subscription: Subscription, billed: Billed[]): InvoiceLine[] {
    return billed.map(({ price, amount, start, end }, index) => ({
      id: `il_${subscription.id}_${this.store.now}_${index}`,
      object: 'line_item',
      amount,
      currency: price.currency,
      period: { start, end },
      pricing: { type: 'price_details', price_details: { price: price.id, product: price.product } },
    }));
  }
}
