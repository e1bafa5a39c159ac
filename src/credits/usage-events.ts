import type { NewEvent } from '../events/events.service.js';
import type { ReserveVerdict } from './reserve.sql.js';
import type { ClosedPeriod } from './roll.sql.js';
import { periodView } from './usage.js';

/** The percents of both allowances that a reservation reached first, and whether it made top-ups run low. */
export function alertEvents(accountId: string, verdict: ReserveVerdict): NewEvent[] {
  const { alert_percents: percents, seq } = verdict;
  const reached = (credit: 'compression' | 'ai', before: number, now: number): NewEvent[] =>
    percents
      .filter((percent) => percent > before && percent <= now)
      .map((percent) => ({ accountId, type: 'usage.threshold_reached', data: { credit, percent, seq } }));
  const topups = { low: verdict.low_topups, before: verdict.topups_before, after: verdict.topups_after };
  return [
    ...reached('compression', verdict.compression_alert, verdict.compression_step),
    ...reached('ai', verdict.ai_alert, verdict.ai_step),
    ...lowTopupEvents(accountId, topups, seq),
  ];
}

/** `credits.topup_low`, when so many top-ups were free before and are after that the account wants to be told. */
export function lowTopupEvents(
  accountId: string,
  { low, before, after }: { low: number | null; before: number; after: number },
  seq: number,
): NewEvent[] {
  if (low === null || before < low || after >= low) return [];
  return [{ accountId, type: 'credits.topup_low', data: { balance: after, below: low, seq } }];
}

/** `usage.period_reset`: what a closed period came to, and the dates of the one behind it. */
export function resetEvent(closed: ClosedPeriod): NewEvent {
  return {
    accountId: closed.account_id,
    type: 'usage.period_reset',
    data: {
      closed: periodView(closed),
      period_start: closed.period_end.toISOString(),
      period_end: closed.next_end.toISOString(),
      seq: closed.seq,
    },
  };
}
