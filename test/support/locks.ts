import type { ClientBase, Pool } from 'pg';
import { until } from './until.js';

/** Waits until so many statements on the database of `asked` wait for a lock that somebody else holds. */
export function untilWaitingForLocks(asked: Pool | ClientBase, count: number): Promise<unknown> {
  const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return until(
    async () => {
      // Inside a transaction PostgreSQL shows the same picture again and again, unless it is told to look anew.
      await asked.query('SELECT pg_stat_clear_snapshot()');
      return (await asked.query(waiting)).rows.length;
    },
    (length) => length === count,
  );
}
