import type { AccountClient } from '../support/client.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

describe('the progress of a batch', () => {
  let service: Service;
  let account: AccountClient;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('goes by the recent past, and by the average once it has ended', async () => {
    const batch = await holdBatch(service, account, 400);
    const change = (sql: string) => service.sql.pool.query(sql, [batch.id]);
    const progress = async () => (await account.batch(batch.id)).progress;
    await change(`UPDATE batches SET started_at = now() - interval '1 hour' WHERE id = $1`);
    expect(await progress()).toMatchObject({ done: 0, imagesPerSecond: 0, etaSeconds: null });

    await change(`UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1 AND key > '2'`);
    await batch.end(400);
    const { done, total, imagesPerSecond, etaSeconds } = await progress();
    expect(imagesPerSecond).toBeCloseTo(done / 30, 1);
    expect(etaSeconds).toBe(Math.ceil((total - done) / (done / 30)));

    await account.post(`/api/batches/${batch.id}/pause`, undefined);
    expect((await progress()).etaSeconds).toBeNull();
    await account.post(`/api/batches/${batch.id}/resume`, undefined);
    await change(`UPDATE images SET settled_at = settled_at - interval '1 minute' WHERE batch_id = $1`);
    expect(await progress()).toMatchObject({ done, imagesPerSecond: 0, etaSeconds: null });

    await change(`UPDATE images SET status = 'processing' WHERE batch_id = $1 AND status = 'pending'`);
    await batch.end(400);
    expect(await progress()).toMatchObject({ done: 400, ratio: 1, imagesPerSecond: 0.1, etaSeconds: 0 });
  });
});
