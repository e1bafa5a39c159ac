import type { ModelReservation } from './model-reservation.js';

/** What one settlement used. */
interface Settled {
  compression: number;
  ai: number;
  succeeded: number;
  failed: number;
  unchanged: number;
}

export const dayOf = (at: Date) => at.toISOString().slice(0, 10);
export const monthOf = (at: Date) => `${at.toISOString().slice(0, 7)}-01`;

/** Every settlement as it was, by whom and when; the rows of a day are sums over them. */
export class ModelUsageDays {
  private readonly list: { place: object; settled: Settled }[] = [];

  add({ spending, month }: ModelReservation, now: Date, settled: Settled): void {
    const { by, connectionId } = spending;
    const place = {
      day: dayOf(now),
      key_id: by.keyId ?? '',
      person_id: by.personId ?? '',
      connection_id: connectionId ?? '',
      reserved_month: month,
    };
    if (Object.values(settled).some((figure) => figure > 0)) this.list.push({ place, settled });
  }

  rows(): object[] {
    const rows = new Map<string, Record<string, unknown>>();
    for (const { place, settled } of this.list) {
      const row = rows.get(JSON.stringify(place)) ?? { ...place };
      for (const [figure, more] of Object.entries(settled)) row[figure] = Number(row[figure] ?? 0) + Number(more);
      rows.set(JSON.stringify(place), row);
    }
    return [...rows.values()];
  }
}
