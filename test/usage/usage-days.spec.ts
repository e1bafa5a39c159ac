import { UsageDaysService } from '../../src/credits/usage-days.service.js';
import { moveCreditClock } from '../support/credit-clock.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

describe('the usage by day', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api', USAGE_RETENTION_DAYS: '62' } });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('is forgotten after USAGE_RETENTION_DAYS, the oldest day first, and the books stay sound', async () => {
    const account = await service.client.account();
    for (const day of [0, 1, 2]) {
      await moveCreditClock(service.sql, day);
      await (await holdBatch(service, account, 1 + day)).end(1 + day);
    }
    const forget = (limit: number) => service.app.get(UsageDaysService).forget(limit);
    const left = async () =>
      (await service.sql.pool.query('SELECT compression FROM credit_usage ORDER BY day')).rows.map(
        (row) => row.compression,
      );
    await moveCreditClock(service.sql, 62);
    expect(await forget(10)).toBe(0);
    await moveCreditClock(service.sql, 64);
    expect(await forget(1)).toBe(1);
    expect(await left()).toEqual([2, 3]);
    expect(await forget(10)).toBe(1);
    expect(await left()).toEqual([3]);
  });
});
