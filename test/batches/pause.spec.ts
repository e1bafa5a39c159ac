import { CancelService, MAX_OPEN_DAYS } from '../../src/batches/control/cancel.service.js';
import { DispatchService } from '../../src/batches/dispatch/dispatch.service.js';
import { RescueService } from '../../src/batches/work/rescue.service.js';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { pauseBatch } from '../../src/batches/control/pause.sql.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const control = (account: AccountClient, id: string, verb: 'pause' | 'resume' | 'cancel') =>
  account.post<BatchView>(`/api/batches/${id}/${verb}`, undefined);

describe('pausing a batch, nobody working on it', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    // Only the api role: nothing is dispatched unless the test does it.
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const dispatch = () => service.app.get(DispatchService).dispatch();
  const submit = (keys = ['a.jpg', 'b.jpg', 'c.jpg']) =>
    account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
  const statuses = async (id: string) => (await account.images(id)).map(({ status }) => status);

  it('starts nothing, keeps the credits, and goes on where it was', async () => {
    const { id } = await submit();
    const held = await account.usage();
    expect(await control(account, id, 'pause')).toMatchObject({ status: 200, body: { status: 'paused' } });
    expect((await control(account, id, 'pause')).status).toBe(200);
    await dispatch();
    expect(await statuses(id)).toEqual(['pending', 'pending', 'pending']);
    expect(await account.usage()).toEqual(held);
    expect((await account.get<{ data: { id: string }[] }>('/api/batches?status=paused')).body.data).toMatchObject([
      { id },
    ]);
    expect((await control(account, id, 'resume')).body.status).toBe('queued');
    await dispatch();
    expect(await statuses(id)).toEqual(['queued', 'queued', 'queued']);
    expect((await control(account, id, 'resume')).body.status).toBe('running');
    await control(account, id, 'cancel');
  });

  it('takes back what waits in Redis, and is canceled like any other', async () => {
    const { id } = await submit();
    await dispatch();
    expect((await control(account, id, 'pause')).body).toMatchObject({ status: 'paused', images: { queued: 3 } });
    expect(await statuses(id)).toEqual(['pending', 'pending', 'pending']);
    expect((await control(account, id, 'cancel')).body).toMatchObject({ status: 'canceled', images: { canceled: 3 } });
  });

  it('wins against a dispatcher that comes while it is not committed', async () => {
    const { id } = await submit();
    const pausing = await service.sql.pool.connect();
    await pausing.query('BEGIN');
    await pausing.query(pauseBatch.text, [id, account.id]);
    await dispatch();
    await pausing.query('COMMIT');
    pausing.release();
    expect(await account.batch(id)).toMatchObject({ status: 'paused', startedAt: null });
    expect(await statuses(id)).toEqual(['pending', 'pending', 'pending']);
    await control(account, id, 'cancel');
  });

  it('has what its workers did settled, also when their settler died', async () => {
    const batch = await holdBatch(service, account, 3);
    await control(account, batch.id, 'pause');
    await service.sql.pool.query(
      `UPDATE images SET status = 'failed', reason = 'corrupt', ended_at = now(), lease_until = NULL
       WHERE batch_id = $1 AND key = '1.jpg'`,
      [batch.id],
    );
    await service.app.get(RescueService).rescue();
    expect(await account.batch(batch.id)).toMatchObject({ status: 'paused', images: { failed: 1, processing: 2 } });
    await batch.end(3);
  });

  it('ends when all its images were in work already', async () => {
    const batch = await holdBatch(service, account, 4, true);
    await control(account, batch.id, 'pause');
    await batch.end(3);
    expect(await account.batch(batch.id)).toMatchObject({
      status: 'completed',
      images: { succeeded: 3, failed: 1 },
      credits: { compression: { used: 3, refunded: 1 } },
    });
  });

  it('settles images in work and stays paused for the others; canceled, it is not paused any more', async () => {
    const batch = await holdBatch(service, account, 6);
    await service.sql.pool.query(
      `UPDATE images SET status = 'pending', lease_until = NULL WHERE batch_id = $1 AND key > '4'`,
      [batch.id],
    );
    await control(account, batch.id, 'pause');
    await service.sql.pool.query(
      `UPDATE images SET status = 'succeeded', lease_until = NULL, ended_at = now() WHERE batch_id = $1 AND key < '3'`,
      [batch.id],
    );
    await batch.end(0);
    expect(await account.batch(batch.id)).toMatchObject({
      status: 'paused',
      images: { queued: 3, processing: 0, succeeded: 2, failed: 1 },
    });
    expect((await control(account, batch.id, 'cancel')).body).toMatchObject({
      status: 'canceled',
      images: { canceled: 3 },
    });
  });

  it('says that it is being canceled while its last images are in work', async () => {
    const batch = await holdBatch(service, account, 1);
    await control(account, batch.id, 'pause');
    expect((await control(account, batch.id, 'cancel')).body.status).toBe('running');
    expect(await control(account, batch.id, 'pause')).toMatchObject({
      status: 409,
      body: { code: 'invalid_state', error: 'The batch is being canceled' },
    });
    expect((await control(account, batch.id, 'resume')).status).toBe(200);
    await batch.end(1);
    expect((await account.batch(batch.id)).status).toBe('canceled');
  });

  it('refuses a batch that is listed or has ended, and another account’s', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: 'x/' } });
    const refused = { status: 409, body: { code: 'invalid_state', status: 'expanding' } };
    expect(await control(account, id, 'pause')).toMatchObject(refused);
    expect(await control(account, id, 'resume')).toMatchObject(refused);
    await control(account, id, 'cancel');
    expect(await control(account, id, 'pause')).toMatchObject({ status: 409, body: { status: 'canceled' } });
    expect(await control(account, id, 'resume')).toMatchObject({ status: 409, body: { status: 'canceled' } });
    const stranger = await service.client.account();
    const batch = await submit();
    expect((await control(stranger, batch.id, 'pause')).status).toBe(404);
    expect((await control(stranger, batch.id, 'resume')).status).toBe(404);
    expect((await account.batch(batch.id)).status).toBe('queued');
    await control(account, batch.id, 'cancel');
  });

  it('is canceled after 30 days like one that runs', async () => {
    const { id } = await submit();
    await control(account, id, 'pause');
    await service.sql.pool.query(`UPDATE batches SET created_at = now() - make_interval(days => $2) WHERE id = $1`, [
      id,
      MAX_OPEN_DAYS + 1,
    ]);
    await service.app.get(CancelService).expire(10);
    expect(await account.batch(id)).toMatchObject({ status: 'canceled', error: { code: 'expired' } });
  });
});

describe('pausing a batch in full swing', () => {
  it('comes to rest, again and again, and completes with one outcome an image', async () => {
    const service = await startService();
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const keys = Array.from({ length: 150 }, (_, n) => `${n}.jpg`);
    const picture = await makeJpeg(600, 400);
    await Promise.all(keys.map((key) => bucket.put(key, picture)));
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    for (const wanted of [1, 40, 80]) {
      await until(
        () => account.batch(id),
        ({ images }) => images.succeeded >= wanted,
      );
      await Promise.all(['pause', 'resume', 'pause', 'pause'].map((verb) => control(account, id, verb as 'pause')));
      await control(account, id, 'pause');
      const resting = await until(
        () => account.batch(id),
        ({ images }) => images.processing === 0,
      );
      await service.client.expectSoundBooks();
      // Others of the same account go by meanwhile.
      const other = await account.submit({
        source: { connection: bucket.connection, keys: keys.slice(0, 3) },
        destination: { key: `beside-${wanted}/{name}.{ext}` },
      });
      expect(await account.ended(other.id)).toMatchObject({ images: { succeeded: 3 } });
      expect((await account.batch(id)).images).toEqual(resting.images);
      await control(account, id, 'resume');
    }
    expect(await account.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 150 } });
    await service.client.expectSoundBooks();
    await service.close();
  });
});
