import type { Invoice, InvoiceLine, Price } from '../../../stand-ins/stripe/objects.js';
import { monthsAfter } from '../../../stand-ins/stripe/months.js';
import type { Store } from '../../../stand-ins/stripe/store.js';

/** Only AI credits are limited, and a free account has none: whatever is used was bought. */
const features = ['ai', 'api'];
export const PLANS = {
  free: { compressions: null, ai: 0, features },
  starter: { compressions: null, ai: 200, features },
  pro: { compressions: null, ai: 1_000, features },
  agency: { compressions: null, ai: 10_000, features },
};

/**
 * AI credits that the lines of a customer's paid invoices are for: each plan's allowance for the months of its line, less
 * those of time that was given back.
 */
export function boughtBy(store: Store, customer: string) {
  const lines = linesOf(store, customer).filter(({ isBought }) => isBought);
  const credits = lines.reduce((sum, line) => sum + (line.amount < 0 ? -1 : 1) * line.ai * line.months, 0);
  return { credits, lines: lines.length };
}

/** Cents that came from the customer, and what the months of the paid lines cost by the prices alone. */
export function moneyOf(store: Store, customer: string) {
  const paid = linesOf(store, customer).filter(({ isBought }) => isBought);
  return {
    paid: invoicesOf(store, customer).reduce((sum, invoice) => sum + invoice.amount_paid, 0),
    price: paid.reduce((sum, { amount, months, monthly }) => sum + (amount < 0 ? -1 : 1) * months * monthly, 0),
  };
}

interface BilledLine {
  /** Its invoice is paid, and not with the rest of time that was never paid. */
  isBought: boolean;
  amount: number;
  /** Of the plan, in a month. */
  ai: number;
  /** Cents that a month of the plan costs. */
  monthly: number;
  months: number;
}

function linesOf(store: Store, customer: string): BilledLine[] {
  const all = invoicesOf(store, customer).flatMap(({ id: invoice, lines }) =>
    lines.data.map((line) => ({ invoice, ...line })),
  );
  const bought = boughtInvoices(invoicesOf(store, customer));
  const priceOf = (line: InvoiceLine) => store.get<Price>('price', line.pricing.price_details.price);
  const isWhole = (line: InvoiceLine) => line.amount === priceOf(line).unit_amount;
  return all.map((line) => {
    const price = priceOf(line);
    const length = lengthOf(price);
    // A part of a period ends where the whole one does, which was sold before.
    const before = all.slice(
      0,
      all.findIndex(({ invoice }) => invoice === line.invoice),
    );
    const whole = before.findLast(
      (one) => isWhole(one) && one.period.end === line.period.end && lengthOf(priceOf(one)) === length,
    );
    const anchor = (whole ?? line).period.start;
    const plan = price.id.split('_')[1] as keyof typeof PLANS;
    const months = isWhole(line) ? length : length - monthsSince(anchor, line.period.start, line.period.end, length);
    return {
      isBought: bought.has(line.invoice),
      amount: line.amount,
      ai: PLANS[plan].ai,
      monthly: price.unit_amount / length,
      months,
    };
  });
}

/** Ids of invoices that are paid, and not with the rest of time that was never paid. */
function boughtInvoices(invoices: Invoice[]): Set<string> {
  const bought = new Set<string>();
  invoices.forEach(({ id, status, lines }, index) => {
    const earlier = invoices
      .slice(0, index)
      .flatMap((invoice) => invoice.lines.data.map((line) => ({ invoice, line })));
    const isReal = lines.data.every((back) => {
      if (back.amount >= 0) return true;
      const given = earlier.findLast(({ line }) => line.amount > 0 && isOf(line, back));
      return given === undefined || bought.has(given.invoice.id);
    });
    if (status === 'paid' && isReal) bought.add(id);
  });
  return bought;
}

/** Whether `back` gives back a rest of the time of `line`. */
function isOf({ period, pricing }: InvoiceLine, back: InvoiceLine): boolean {
  const same = pricing.price_details.price === back.pricing.price_details.price;
  return same && period.end === back.period.end && period.start <= back.period.start;
}

function lengthOf({ recurring }: Price): number {
  return recurring?.interval === 'year' ? 12 : 1;
}

/** Months of a whole period that have gone by, with the part of the last one. A period of one month may be a clamped one. */
function monthsSince(start: number, at: number, end: number, length: number): number {
  if (length === 1) return (at - start) / (end - start);
  let whole = 0;
  while (monthsAfter(start, whole + 1) <= at) whole += 1;
  const [from, to] = [monthsAfter(start, whole), monthsAfter(start, whole + 1)];
  return whole + (at - from) / (to - from);
}

function invoicesOf(store: Store, customer: string): Invoice[] {
  return store.all<Invoice>('invoice').filter((invoice) => invoice.customer === customer);
}
