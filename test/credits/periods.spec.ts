import { PeriodsService } from '../../src/credits/periods.service.js';
import { periodNumber, periodStart } from '../../src/credits/periods.sql.js';
import type { AccountClient } from '../support/client.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

const DAY_MS = 86_400_000;

describe('periods', () => {
  let service: Service;
  let periods: PeriodsService;

  beforeAll(async () => {
    // No scheduler: what rolls here is rolled by the test or by the reader.
    service = await startService({
      environment: { ROLE: 'api' },
      plans: {
        plans: { agency: { compressions: 100, ai: 10 }, pro: { compressions: 1_000, ai: 20, features: ['ai', 'api'] } },
      },
    });
    periods = service.app.get(PeriodsService);
  });
  beforeEach(() => moveCreditClock(service.sql, 0));
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const started = (daysAgo: number) =>
    service.client.account({ anchor: new Date(Date.now() - daysAgo * DAY_MS).toISOString() });

  async function closedPeriods(account: AccountClient) {
    const { rows } = await service.sql.pool.query(
      'SELECT * FROM credit_periods WHERE account_id = $1 ORDER BY period_no',
      [account.id],
    );
    return rows as { period_no: number; compression_used: number; compression_reserved: number; ai_used: number }[];
  }

  it.each([
    ['2026-01-31T10:00:00Z', 1, '2026-02-28T10:00:00Z'],
    ['2026-01-31T10:00:00Z', 2, '2026-03-31T10:00:00Z'],
    ['2026-01-31T10:00:00Z', 3, '2026-04-30T10:00:00Z'],
    ['2027-12-31T00:00:00Z', 2, '2028-02-29T00:00:00Z'],
    ['2028-02-29T12:00:00Z', 12, '2029-02-28T12:00:00Z'],
    ['2028-02-29T12:00:00Z', 13, '2029-03-29T12:00:00Z'],
    ['2026-01-31T02:30:00Z', 1, '2026-02-28T02:30:00Z'],
    ['2026-10-25T00:30:00Z', 12, '2027-10-25T00:30:00Z'],
  ])('anchor %s, period %i starts at %s, in any session time zone', async (anchor, n, expected) => {
    for (const zone of ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Europe/Berlin']) {
      const client = await service.sql.pool.connect();
      try {
        await client.query(`SELECT set_config('TimeZone', $1, false)`, [zone]);
        const start = periodStart('$1::timestamptz', '$2::int');
        const { rows } = await client.query(
          `SELECT ${start} AS start, ${periodNumber('$1::timestamptz', start)} AS at_start,
             ${periodNumber('$1::timestamptz', `(${start} - interval '1 millisecond')`)} AS just_before`,
          [anchor, n],
        );
        expect(rows[0]).toEqual({ start: new Date(expected), at_start: n, just_before: n - 1 });
      } finally {
        client.release(true);
      }
    }
  });

  it('rolls on read: a fresh allowance, top-ups untouched, the old figures kept and settled into', async () => {
    const account = await started(3);
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 5, reference: 'paid' });
    const batch = await holdBatch(service, account, 8, true);
    const before = await account.usage();
    expect(before).toMatchObject({ compressor_used: 8, ia_credits_used: 8, ia_topup_credits: 5 });
    await moveCreditClock(service.sql, 32);
    const after = await account.usage();
    expect(after).toMatchObject({
      compressor_used: 0,
      ia_credits_used: 0,
      ia_topup_credits: 5,
      ia_credits_remaining: 15,
    });
    expect(after.period_start).toBe(before.period_end);
    expect(await closedPeriods(account)).toMatchObject([{ compression_used: 0, compression_reserved: 8 }]);
    await service.client.expectSoundBooks();
    await batch.end(6);
    expect(await closedPeriods(account)).toMatchObject([{ compression_used: 6, compression_reserved: 0, ai_used: 6 }]);
    expect(await account.usage()).toMatchObject({ compressor_used: 0, ia_credits_used: 0 });
  });

  it('rolls on reserve when the period is over', async () => {
    const account = await started(3);
    await holdBatch(service, account, 100);
    await expect(holdBatch(service, account, 1)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await moveCreditClock(service.sql, 32);
    await holdBatch(service, account, 100);
    expect(await account.usage()).toMatchObject({ compressor_used: 100, compressor_reserved: 100 });
  });

  it('lapses plan credits of a closed period and returns top-ups', async () => {
    const account = await started(3);
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 5, reference: 'paid' });
    const batch = await holdBatch(service, account, 13, true);
    expect(await account.usage()).toMatchObject({ ia_credits_reserved: 10, ia_topup_credits: 2 });
    await moveCreditClock(service.sql, 32);
    await periods.roll(service.sql, account.id);
    await batch.end(0);
    expect(await account.usage()).toMatchObject({ ia_credits_used: 0, ia_topup_credits: 5, ia_credits_remaining: 15 });
    expect(await closedPeriods(account)).toMatchObject([{ compression_used: 0, compression_reserved: 0, ai_used: 0 }]);
  });

  it('catches up three missed periods with one allowance, however many schedulers run', async () => {
    const account = await started(3);
    await holdBatch(service, account, 70);
    await moveCreditClock(service.sql, 95);
    const rolled = await Promise.all(Array.from({ length: 8 }, () => periods.rollDue(service.sql, 50)));
    expect(rolled.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect(await account.usage()).toMatchObject({ compressor_used: 0, compressor_limit: 100 });
    const closed = await closedPeriods(account);
    expect(closed.map(({ period_no, compression_reserved }) => [period_no, compression_reserved])).toEqual([
      [0, 70],
      [1, 0],
      [2, 0],
    ]);
  });

  it('upgrades at once, and a downgrade leaves an overhang that makes nothing available', async () => {
    const account = await started(3);
    await holdBatch(service, account, 90);
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'pro' });
    const large = await holdBatch(service, account, 500);
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'agency' });
    expect(await account.usage()).toMatchObject({ compressor_used: 590, compressor_limit: 100, canCompress: false });
    await expect(holdBatch(service, account, 1)).rejects.toMatchObject({
      details: { credit: 'compression', required: 1, available: 0 },
    });
    await large.end(500);
    expect(await account.usage()).toMatchObject({ compressor_used: 590, compressor_reserved: 90 });
  });

  it('settles in any order to the same end: the plan part is used first, the top-up part goes back first', async () => {
    const account = await started(3);
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 10, reference: 'paid' });
    await (await holdBatch(service, account, 4, true)).end(4);
    const batch = await holdBatch(service, account, 10, true);
    expect(await account.usage()).toMatchObject({ ia_credits_used: 10, ia_topup_credits: 6 });
    await batch.end(5);
    expect(await account.usage()).toMatchObject({ ia_credits_used: 9, ia_topup_credits: 10 });
  });
});
