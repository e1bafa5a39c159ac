import type { ChangePreview, Plan } from '../../api/types';
import { date, money, number } from '../../parts/format';
import { words } from '../../words';

const text = words.billing;

/** What a change gives, costs and takes, in the order in which people ask. */
export function sentencesOf({ plan, at, date: day, due, currency, allowance, begins }: ChangePreview): string[] {
  const name = text.names[plan as Plan];
  const monthly = text.change.monthly(amount(allowance.compressions), amount(allowance.ai));
  if (at === 'periodEnd' || !begins) return [text.change.later(name, date(day)), monthly, text.change.nothingBack];
  const owed = [
    begins.compressionsOwed > 0 ? text.change.owedCompressions(number(begins.compressionsOwed)) : [],
    begins.aiOwed > 0 ? text.change.owedAi(number(begins.aiOwed)) : [],
  ].flat();
  return [
    text.change.now(name, date(begins.periodEnd)),
    monthly,
    ...owed,
    text.change.left(amount(begins.compressions), amount(begins.ai)),
    due === null ? text.change.stripeSays : text.change.due(money(due, currency)),
  ];
}

const amount = (count: number | null) => (count === null ? words.common.unlimited : number(count));
