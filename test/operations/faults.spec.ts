import { CancelService } from '../../src/batches/control/cancel.service.js';
import { RescueService } from '../../src/batches/work/rescue.service.js';
import { PeriodsService } from '../../src/credits/periods.service.js';
import { FaultsService } from '../../src/faults/faults.service.js';
import { MetricsService } from '../../src/observability/metrics.service.js';
import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

interface Faults {
  data: { duty: string; subject: string; accountId: string; times: number; error: string }[];
}

/** A row is made inconsistent by hand, first in every order in which duties look. The others must go on. */
describe('a bad row', () => {
  let service: Service;
  let bad: AccountClient;
  let good: AccountClient;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
  });
  beforeEach(async () => {
    const anchor = new Date(Date.now() - 3 * 86_400_000).toISOString();
    bad = await service.client.account({ anchor });
    good = await service.client.account({ anchor });
  });
  afterEach(() => moveCreditClock(service.sql, 0));
  afterAll(() => service.close());

  const run = (text: string, values: unknown[] = []) => service.sql.pool.query(text, values);
  const faults = async () => (await service.client.admin<Faults>('GET', '/faults')).body.data;
  const faultsOf = async (duty: string) => (await faults()).filter((fault) => fault.duty === duty);
  const endAll = (batch: string) =>
    run(`UPDATE images SET status = 'failed', reason = 'corrupt', ended_at = now() WHERE batch_id = $1`, [batch]);
  /** More is given back than is held: settling it breaks a rule of the table. */
  const spoil = () => run(`UPDATE credit_balances SET compression_reserved = 0 WHERE account_id = $1`, [bad.id]);
  const waitIsOver = () => run(`UPDATE faults SET retry_at = now() - interval '1 second'`);
  const repair = async (held: number) => {
    await run(`UPDATE credit_balances SET compression_reserved = $2 WHERE account_id = $1`, [bad.id, held]);
    await waitIsOver();
  };

  it('does not stop the rescue of others, is shown, waits longer each time, and goes when it is put right', async () => {
    const [first, second] = [await holdBatch(service, bad, 3), await holdBatch(service, good, 3)];
    await spoil();
    await endAll(first.id);
    await endAll(second.id);
    const rescuer = service.app.get(RescueService);
    await rescuer.rescue();
    expect((await good.usage()).compressor_used).toBe(0);
    expect(await faultsOf('settle')).toMatchObject([{ subject: first.id, accountId: bad.id, times: 1 }]);
    await rescuer.rescue();
    expect(await faultsOf('settle')).toMatchObject([{ times: 1 }]);
    await waitIsOver();
    await rescuer.rescue();
    expect(await faultsOf('settle')).toMatchObject([
      { times: 2, error: expect.stringContaining('not_negative') as string },
    ]);
    const { rows } = await run(`SELECT retry_at - last_at > interval '7 seconds' AS longer FROM faults`);
    expect(rows).toEqual([{ longer: true }]);
    await repair(3);
    await rescuer.rescue();
    expect(await faultsOf('settle')).toEqual([]);
    expect((await bad.usage()).compressor_used).toBe(0);
    await service.client.expectSoundBooks();
  });

  it('does not stop the cancellations of others', async () => {
    const [first, second] = [await holdBatch(service, bad, 2), await holdBatch(service, good, 2)];
    await run(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = ANY($1)`, [
      [first.id, second.id],
    ]);
    await run(`UPDATE batches SET cancel_requested_at = now() WHERE id = ANY($1)`, [[first.id, second.id]]);
    await spoil();
    await service.app.get(CancelService).cancelLeftBehind(10);
    expect((await good.batch(second.id)).status).toBe('canceled');
    expect(await faultsOf('cancel')).toMatchObject([{ subject: first.id, times: 1 }]);
    await repair(2);
    await service.app.get(CancelService).cancelLeftBehind(10);
    await service.app.get(RescueService).rescue();
    expect((await bad.batch(first.id)).status).toBe('canceled');
    // Nobody looks for it any more: it is forgotten.
    await run(`UPDATE faults SET retry_at = now() - interval '6 minutes'`);
    await service.app.get(FaultsService).forget();
    expect(await faults()).toEqual([]);
  });

  it('does not stop the periods of others', async () => {
    await moveCreditClock(service.sql, 40);
    // A closed period stands where the running one is to be put.
    await run(
      `INSERT INTO credit_periods (account_id, period_no, period_start, period_end, plan, compression_used, compression_reserved,
         ai_used, ai_reserved)
       SELECT account_id, period_no, period_start, period_end, plan, 0, 0, 0, 0 FROM credit_balances WHERE account_id = $1`,
      [bad.id],
    );
    const periods = service.app.get(PeriodsService);
    expect(await periods.rollDue(service.sql, 200)).toBeGreaterThan(0);
    const { rows } = await run(`SELECT count(*) AS n FROM credit_periods WHERE account_id = $1`, [good.id]);
    expect(rows).toEqual([{ n: 1 }]);
    expect(await faultsOf('roll')).toMatchObject([{ subject: bad.id, accountId: bad.id }]);
    // What waits is not looked at again: a page of others is not in vain.
    expect(await periods.rollDue(service.sql, 200)).toBe(0);
    await run(`DELETE FROM credit_periods WHERE account_id = $1`, [bad.id]);
    await waitIsOver();
    expect({ rolled: await periods.rollDue(service.sql, 200), faults: await faults() }).toMatchObject({ rolled: 1 });
    expect(await faultsOf('roll')).toEqual([]);
  });

  it('does not stop the news of others', async () => {
    await holdBatch(service, bad, 1);
    await holdBatch(service, good, 1);
    await run(`UPDATE credit_balances SET plan = 'none' WHERE account_id = $1`, [bad.id]);
    await service.app.get(PeriodsService).announceUsage(service.sql, 1_000);
    const { rows } = await run(
      `SELECT account_id FROM outbox_events WHERE type = 'usage.updated' AND account_id = ANY($1)`,
      [[bad.id, good.id]],
    );
    expect(rows).toEqual([{ account_id: good.id }]);
    expect(await faultsOf('announce')).toMatchObject([{ subject: bad.id }]);
    await run(`UPDATE credit_balances SET plan = 'agency' WHERE account_id = $1`, [bad.id]);
    await run(`DELETE FROM faults`);
  });

  it('is counted for Prometheus', async () => {
    await run(`INSERT INTO faults (duty, subject, error, retry_at) VALUES ('settle', 'bat_1', 'x', now())`);
    const text = await service.app.get(MetricsService).text();
    expect(text).toContain('fluxbatch_faults{duty="settle"} 1');
    expect(text).toContain('fluxbatch_faults{duty="roll"} 0');
    await run(`DELETE FROM faults`);
  });
});
