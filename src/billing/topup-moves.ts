import type { PaymentFacts } from './payment-facts.js';

/** One entry of the credit ledger that a payment must have led to. References are Stripe's ids. */
export type TopupMove =
  | { entry: 'grant'; credits: number; reference: string }
  | { entry: 'reverse'; credits: number; reference: string; grant: string }
  | { entry: 'reinstate'; reference: string };

/**
 * All entries that follow from a payment, in their order; each counts once, so they are entered again whenever something
 * is heard of it. A part of the money takes a part of the credits, rounded so that the customer keeps the fraction and
 * the parts of the whole are the whole: what the first n refunds take is floor(credits × money of the n / money paid).
 * What failed or was won is taken and given back, whether it was seen in between or not: so the ledger is the same.
 */
export function movesOf({ id, credits, paid, amount, takenBack }: PaymentFacts): TopupMove[] {
  if (!paid) return [];
  const moves: TopupMove[] = [{ entry: 'grant', credits, reference: id }];
  // Big, because the product of credits and cents need not fit into a double.
  const creditsOf = (money: number) => Number((BigInt(credits) * BigInt(money)) / BigInt(amount));
  let money = 0;
  for (const one of takenBack) {
    if (one.state === 'asked') continue;
    const before = creditsOf(money);
    money += one.amount;
    const share = creditsOf(money) - before;
    if (share > 0) moves.push({ entry: 'reverse', credits: share, reference: one.id, grant: id });
    if (share > 0 && one.state === 'back') moves.push({ entry: 'reinstate', reference: one.id });
  }
  return moves;
}
