import { CancelService, MAX_OPEN_DAYS } from '../../src/batches/control/cancel.service.js';
import { RescueService } from '../../src/batches/work/rescue.service.js';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const cancel = (account: AccountClient, id: string) => account.post<BatchView>(`/api/batches/${id}/cancel`, undefined);

const eventsOf = async ({ sql }: Service, batchId: string): Promise<string[]> => {
  const { rows } = await sql.pool.query(`SELECT type FROM outbox_events WHERE data ->> 'id' = $1`, [batchId]);
  return rows.map(({ type }) => type);
};

describe('canceling a batch before workers have it', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    // Only the api role: nothing is started unless the test does it.
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('refunds everything at once, tells of it once, and does nothing the second time', async () => {
    const before = await account.usage();
    const { id } = await account.submit({
      source: { connection: bucket.connection, keys: ['a.jpg', 'b.jpg', 'c.jpg'] },
      ai: { altText: true },
    });
    const canceled = await cancel(account, id);
    expect(canceled).toMatchObject({
      status: 200,
      body: {
        status: 'canceled',
        images: { total: 3, queued: 0, canceled: 3 },
        credits: { compression: { reserved: 3, used: 0, refunded: 3 }, ai: { reserved: 3, used: 0, refunded: 3 } },
        error: null,
      },
    });
    expect(await account.usage()).toEqual(before);
    expect((await account.images(id)).map(({ status, reason }) => `${status} ${reason}`)).toEqual(
      Array(3).fill('canceled canceled'),
    );
    expect((await cancel(account, id)).body).toEqual(canceled.body);
    expect(await eventsOf(service, id)).toEqual(['batch.canceled']);
  });

  it('needs no body, whatever type its absence is said to have', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    const canceled = await account.post(`/api/batches/${id}/cancel`, '', { 'content-type': 'application/json' });
    expect(canceled.status).toBe(200);
  });

  it('ends a batch whose prefix is not listed yet; it has no reservation', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: 'x/' } });
    expect((await cancel(account, id)).body).toMatchObject({ status: 'canceled', images: { total: 0 } });
    expect(await eventsOf(service, id)).toEqual(['batch.canceled']);
  });

  it('lets images in work finish and count, and only then says canceled', async () => {
    const batch = await holdBatch(service, account, 10, true);
    const keep = `batch_id = $1 AND split_part(key, '.', 1)::int > 4`;
    await service.sql.pool.query(`UPDATE images SET status = 'pending', lease_until = NULL WHERE ${keep}`, [batch.id]);
    expect((await cancel(account, batch.id)).body).toMatchObject({
      status: 'running',
      images: { processing: 4, canceled: 6 },
      credits: { compression: { used: 0, refunded: 6 }, ai: { used: 0, refunded: 6 } },
    });
    expect((await cancel(account, batch.id)).status).toBe(200);
    await batch.end(3);
    expect(await account.batch(batch.id)).toMatchObject({
      status: 'canceled',
      images: { succeeded: 3, failed: 1, canceled: 6 },
      credits: { compression: { used: 3, refunded: 7 }, ai: { used: 3, refunded: 7 } },
    });
    expect(await eventsOf(service, batch.id)).toEqual(['batch.canceled']);
  });

  it('cancels what comes back from a worker that died after the call', async () => {
    const batch = await holdBatch(service, account, 2);
    await cancel(account, batch.id);
    await service.sql.pool.query(`UPDATE images SET lease_until = now() - interval '1 minute' WHERE batch_id = $1`, [
      batch.id,
    ]);
    await service.app.get(RescueService).rescue();
    await service.app.get(CancelService).cancelLeftBehind(10);
    expect(await account.batch(batch.id)).toMatchObject({ status: 'canceled', images: { canceled: 2 } });
  });

  it('refuses a batch that ended in another way, and another account’s', async () => {
    const batch = await holdBatch(service, account, 1);
    await batch.end(1);
    const late = await cancel(account, batch.id);
    expect(late).toMatchObject({ status: 409, body: { code: 'invalid_state', status: 'completed' } });
    const stranger = await service.client.account();
    expect((await cancel(stranger, batch.id)).status).toBe(404);
    expect((await cancel(account, 'bat_unknown')).status).toBe(404);
  });

  it('ends a batch that was open for too long, so that it holds no credits for ever', async () => {
    const { id: old } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    const { id: young } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    const age = (id: string, days: number) =>
      service.sql.pool.query(`UPDATE batches SET created_at = now() - make_interval(days => $2) WHERE id = $1`, [
        id,
        days,
      ]);
    await age(old, MAX_OPEN_DAYS + 1);
    await age(young, MAX_OPEN_DAYS - 1);
    await service.app.get(CancelService).expire(10);
    expect(await account.batch(old)).toMatchObject({
      status: 'canceled',
      credits: { compression: { refunded: 1 } },
      error: { code: 'expired' },
    });
    expect(await account.batch(young)).toMatchObject({ status: 'queued' });
    await cancel(account, young);
  });
});

describe('canceling a batch in full swing', () => {
  it('gives every image one outcome and the unused credits back', async () => {
    const service = await startService();
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const keys = Array.from({ length: 300 }, (_, n) => `${n}.jpg`);
    const picture = await makeJpeg(800, 600);
    await Promise.all(keys.map((key) => bucket.put(key, picture)));
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    await until(
      () => account.batch(id),
      ({ images }) => images.succeeded > 0,
    );
    const answers = await Promise.all(Array.from({ length: 4 }, () => cancel(account, id)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { status, images, credits } = await account.ended(id);
    expect(status).toBe('canceled');
    expect(images.canceled).toBeGreaterThan(0);
    expect(images.succeeded + images.canceled).toBe(300);
    expect(credits.compression).toEqual({ reserved: 300, used: images.succeeded, refunded: images.canceled });
    await service.client.expectSoundBooks();
    await service.close();
  });
});
