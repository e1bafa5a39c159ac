import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from './scene.js';

/** A claim of 15 s may have to run out three times; everything else is faster. */
const PATIENCE_MS = 90_000;
const LOOK_EVERY_MS = 500;

/**
 * Time passes faster for what only waits: the next attempt at a message may be hours away and a dead listing's lease is
 * 60 s. A lease that ends early under a living holder must do no harm either.
 */
const HURRY = `
  UPDATE webhook_deliveries SET next_at = least(next_at, soon), lease_until = least(lease_until, soon)
  FROM (SELECT now() + interval '4 seconds' AS soon) AS clock
  WHERE status = 'pending' AND greatest(next_at, lease_until) > soon;
  UPDATE batches SET expand_lease_until = soon FROM (SELECT now() + interval '4 seconds' AS soon) AS clock
  WHERE status = 'expanding' AND expand_lease_until > soon;`;

const UNDONE = `
  SELECT 'batch ' || status AS what, count(*) FROM batches WHERE ended_at IS NULL GROUP BY status
  UNION ALL SELECT 'image ' || status, count(*) FROM images WHERE settled_at IS NULL GROUP BY status
  UNION ALL SELECT 'event not relayed', count(*) FROM outbox_events WHERE relayed_at IS NULL HAVING count(*) > 0
  UNION ALL SELECT 'message not delivered', count(*) FROM webhook_deliveries WHERE status = 'pending' HAVING count(*) > 0`;

/** Waits until every batch has ended and every message was delivered; what has not by then is a finding. */
export async function untilQuiet({ servers, database, findings, workers, scheduler }: Scene): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    await servers.query(database, HURRY);
    const undone = await servers.query<{ what: string; count: string }>(database, UNDONE);
    if (undone.length === 0) return;
    if (Date.now() > deadline) {
      const left = undone.map(({ what, count }) => `${count} × ${what}`).join(', ');
      const words = [...workers, scheduler].map(({ lastWords }) => lastWords).join('\n');
      return findings.add('stuck', `${PATIENCE_MS / 1000} s after the last fault there is still: ${left}\n${words}`);
    }
    await sleep(LOOK_EVERY_MS);
  }
}
