import { CancelService } from '../../src/batches/control/cancel.service.js';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { ProcessImageService } from '../../src/batches/work/process-image.service.js';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { compress, makePhoto } from '../support/compress-call.js';
import { untilWaitingForLocks } from '../support/locks.js';
import { putPictures } from '../support/pictures.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

interface Suspension {
  suspended: boolean;
  canceledBatches?: number;
}

const suspend = ({ client }: Service, { id }: AccountClient, suspended = true) =>
  client.admin<Suspension>('PATCH', `/accounts/${id}`, { suspended });

describe('the batches of an account that is suspended', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ plans: { plans: { agency: { imagesAtOnce: 1 } } } });
  });
  beforeEach(async () => {
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const openBatches = async () => {
    const { rows } = await service.sql.pool.query('SELECT id FROM batches WHERE account_id = $1 AND ended_at IS NULL', [
      account.id,
    ]);
    return rows.length;
  };

  it('are canceled and refunded, whatever they were at, and resuming brings none back', async () => {
    const keys = await putPictures(bucket, 'in', 60);
    const { connection } = bucket;
    const running = await account.submit({ source: { connection, keys } });
    const ready = await account.submit({ source: { connection, prefix: 'in/' }, dryRun: true });
    await until(
      () => account.batch(ready.id),
      ({ status }) => status === 'ready',
    );
    const paused = await account.submit({ source: { connection, keys } });
    expect((await account.post(`/api/batches/${paused.id}/pause`, {})).status).toBe(200);
    const listed = await account.submit({ source: { connection, prefix: 'in/' } });
    expect((await suspend(service, account)).body).toMatchObject({ suspended: true, canceledBatches: 4 });
    await until(openBatches, (open) => open === 0);
    expect((await suspend(service, account)).body).toMatchObject({ canceledBatches: 0 });
    expect((await suspend(service, account, false)).body).not.toHaveProperty('canceledBatches');
    const ended: BatchView[] = [];
    for (const { id } of [running, ready, paused, listed]) ended.push(await account.batch(id));
    for (const batch of ended) {
      expect(batch).toMatchObject({ status: 'canceled', error: { code: 'canceled_by_operator' } });
    }
    const succeeded = ended.reduce((sum, { images }) => sum + images.succeeded, 0);
    expect(succeeded).toBeLessThan(60);
    expect(await account.usage()).toMatchObject({ compressor_used: succeeded, compressor_reserved: 0 });
    const log = await service.client.admin<{ data: object[] }>('GET', `/accounts/${account.id}/log?limit=3`);
    expect(log.body.data).toMatchObject([
      { act: 'account.resumed' },
      { act: 'batches.canceled', details: { canceled: 4 }, actor: { kind: 'operator' } },
      { act: 'account.suspended' },
    ]);
  });

  it('are canceled by the timetable when the process died behind the suspension', async () => {
    const keys = await putPictures(bucket, 'left', 60);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    await service.sql.pool.query('UPDATE accounts SET suspended_at = now() WHERE id = $1', [account.id]);
    await until(openBatches, (open) => open === 0);
    await suspend(service, account, false);
    expect(await account.batch(id)).toMatchObject({ status: 'canceled', error: { code: 'canceled_by_operator' } });
  });
});

describe('what comes in while an account is being suspended', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    // Nothing is started or canceled unless the test does it.
    service = await startService({ environment: { ROLE: 'api' } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  /** What a call is answered that reaches the balance behind a suspension which has it already. */
  async function behindSuspension<T>(call: () => Promise<T>): Promise<T> {
    const holder = await service.sql.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM credit_balances WHERE account_id = $1 FOR UPDATE', [account.id]);
      const suspended = suspend(service, account);
      await untilWaitingForLocks(holder, 1);
      const called = call();
      await untilWaitingForLocks(holder, 2);
      await holder.query('COMMIT');
      expect((await suspended).status).toBe(200);
      return await called;
    } finally {
      holder.release();
      await suspend(service, account, false);
    }
  }

  const batches = async () => (await account.get<{ data: BatchView[] }>('/api/batches')).body.data;

  it.each([
    ['a submit', () => account.post('/api/batches', { source: { connection: bucket.connection, keys: ['a.jpg'] } })],
    ['an upload', async () => compress(service, account, { files: [['a.jpg', await makePhoto()]] })],
  ])('%s is refused, and nothing is stored', async (_, call) => {
    const refused = await behindSuspension<{ status: number; body: unknown }>(call);
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden', requires: 'active_account' } });
    expect(await batches()).toEqual([]);
  });

  it('a listing that was accepted is canceled by the timetable before it begins', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: 'in/' } });
    await service.sql.pool.query('UPDATE accounts SET suspended_at = now() WHERE id = $1', [account.id]);
    expect(await service.app.get(CancelService).cancelOfSuspended(10)).toBe(1);
    expect(await service.app.get(CancelService).cancelOfSuspended(10)).toBe(0);
    await suspend(service, account, false);
    const { rows } = await service.sql.pool.query('SELECT ends_as FROM batches WHERE id = $1', [id]);
    expect(rows).toEqual([{ ends_as: 'canceled' }]);
  });

  it('an image that waits in Redis is not begun', async () => {
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg', 'b.jpg'] } });
    const queue = () =>
      service.sql.pool.query(
        `UPDATE images SET status = 'queued', queued_at = now() WHERE batch_id = $1 AND status = 'pending' RETURNING id`,
        [id],
      );
    const [{ id: imageId }] = (await queue()).rows as [{ id: string }];
    const states = async () =>
      (await service.sql.pool.query('SELECT DISTINCT status, attempts FROM images WHERE batch_id = $1', [id])).rows;
    await service.sql.pool.query('UPDATE accounts SET suspended_at = now() WHERE id = $1', [account.id]);
    await service.app.get(ProcessImageService).process(imageId).ended;
    expect(await states()).toEqual([{ status: 'queued', attempts: 0 }]);
    await suspend(service, account, false);
    await service.sql.pool.query('UPDATE batches SET cancel_requested_at = now() WHERE id = $1', [id]);
    await service.app.get(ProcessImageService).process(imageId).ended;
    expect(await states()).toEqual([{ status: 'queued', attempts: 0 }]);
    await service.app.get(CancelService).cancelLeftBehind(10);
    expect(await account.batch(id)).toMatchObject({ status: 'canceled', images: { canceled: 2 } });
  });
});
