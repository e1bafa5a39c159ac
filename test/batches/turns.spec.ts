import { queueImages } from '../../src/batches/dispatch.sql.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

describe('the dispatcher’s turns', () => {
  let service: Service;

  beforeAll(async () => {
    // Only the api role: nobody but the test dispatches.
    service = await startService({ environment: { ROLE: 'api' } });
  });
  afterAll(() => service.close());

  it('fills the window from all accounts alike, however large a batch is', async () => {
    const batches: { owner: string; id: string }[] = [];
    for (const [owner, images] of [
      ['large', 500],
      ['large', 500],
      ['small', 5],
      ['middle', 40],
    ] as const) {
      const account = await service.client.account();
      const { id } = await holdBatch(service, account, images);
      batches.push({ owner, id });
    }
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL`);
    const rows = await service.sql.run<{ id: string }>(queueImages, [40, 200]);
    const owners = rows.map(({ id }) => batches.find((batch) => id.startsWith(batch.id))?.id);
    expect(rows.length).toBe(35); // 10 of each, and only 5 of the small one: the rest comes with the next round
    expect(new Set(owners.slice(0, 4)).size).toBe(4);
    const counts = batches.map(({ id }) => owners.filter((owner) => owner === id).length);
    expect(counts).toEqual([10, 10, 5, 10]);
    const next = await service.sql.run<{ id: string }>(queueImages, [6, 200]);
    expect(next.length).toBe(6);
  });
});
