import type { PaymentFacts } from './payment-facts.js';

/**
 * Credits of a payment that its refunds and disputes have taken at this moment: as large a part as they have of the money,
 * rounded so that the customer keeps the fraction. Follows from what each of them is now: not from their order, nor from what
 * they were before. Together they take no more than all, as when a bank disputes what was refunded already.
 */
export function takenCredits({ credits, amount, takenBack }: PaymentFacts): number {
  const taken = takenBack.reduce((sum, one) => sum + (one.state === 'taken' ? one.amount : 0), 0);
  // Big, because the product of credits and cents need not fit into a double.
  return Number((BigInt(credits) * BigInt(Math.min(taken, amount))) / BigInt(amount));
}
