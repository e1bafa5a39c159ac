import type { ChangePreview, Plan } from '../../api/types';
import { date, money, number } from '../../parts/format';
import { words } from '../../words';

const text = words.billing;

/** What a change gives, costs and takes, in the order in which people ask. */
export function sentencesOf(preview: ChangePreview): string[] {
  const { plan, at, interval, date: day, price, due, currency, allowance, begins } = preview;
  const name = text.names[plan as Plan];
  const monthly = text.change.monthly(amount(allowance.compressions), amount(allowance.ai));
  const costs = price === null ? [] : [text.change.price(money(price, currency), interval)];
  if (at === 'periodEnd' || !begins)
    return [text.change.later(name, date(day)), monthly, ...costs, text.change.nothingBack];
  const owed = [
    begins.compressionsOwed > 0 && begins.compressions !== null
      ? text.change.owedCompressions(number(begins.compressionsOwed))
      : [],
    begins.aiOwed > 0 && begins.ai !== null ? text.change.owedAi(number(begins.aiOwed)) : [],
  ].flat();
  return [
    text.change.now(name, date(begins.periodEnd)),
    monthly,
    ...costs,
    ...owed,
    text.change.left(amount(begins.compressions), amount(begins.ai)),
    due === null ? text.change.stripeSays : chargeOf(due, price, currency),
  ];
}

/** Less than the price when time that was paid is given back. */
function chargeOf(due: number, price: number | null, currency: string): string {
  const sum = money(due, currency);
  return price !== null && due < price ? text.change.dueLess(sum) : text.change.due(sum);
}

const amount = (count: number | null) => (count === null ? words.common.unlimited : number(count));
