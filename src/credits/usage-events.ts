import type { NewEvent } from '../events/events.service.js';
import { ALERT_STEPS } from './alerts.sql.js';
import type { ReserveVerdict } from './reserve.sql.js';
import type { ClosedPeriod } from './roll.sql.js';
import { periodView } from './usage.js';

/** The steps of both allowances that a reservation reached first: `usage.threshold_reached`. */
export function alertEvents(accountId: string, verdict: ReserveVerdict): NewEvent[] {
  const reached = (credit: 'compression' | 'ai', before: number, now: number): NewEvent[] =>
    ALERT_STEPS.filter((step) => step > before && step <= now).map((percent) => ({
      accountId,
      type: 'usage.threshold_reached',
      data: { credit, percent, seq: verdict.seq },
    }));
  return [
    ...reached('compression', verdict.compression_alert, verdict.compression_step),
    ...reached('ai', verdict.ai_alert, verdict.ai_step),
  ];
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
