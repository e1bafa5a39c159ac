import { DescriptionFilesService } from '../../src/batches/description/description-files.service.js';
import { CancelService, MAX_OPEN_DAYS } from '../../src/batches/control/cancel.service.js';
import { RescueService } from '../../src/batches/work/rescue.service.js';
import { startDescribing, type Describing } from '../support/ai-provider.js';
import { makeJpeg } from '../support/bucket.js';
import { FiledBatches } from '../support/filed-batches.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';

describe('images that wait for a file of answers', () => {
  let suite: Describing;
  let filed: FiledBatches;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    suite = await startDescribing();
    filed = new FiledBatches(suite);
    ({ provider, service, account, bucket } = suite);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => suite.close());

  it('waits as processing without a worker; the rescuer leaves it alone, and others go on', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await filed.submit('waiting', 8);
    await filed.parked(id, 8);
    await service.app.get(RescueService).rescue();
    expect(await account.batch(id)).toMatchObject({ status: 'running', images: { processing: 8, queued: 0 } });
    await service.client.expectSoundBooks();
    const others = await putPictures(bucket, 'others', 10);
    const plain = await account.submit({ source: { connection: bucket.connection, keys: others } });
    expect(await account.ended(plain.id)).toMatchObject({ images: { succeeded: 10 } });

    // Pausing changes nothing for those in work; canceled, they are refunded at once and the provider is told to stop.
    expect((await account.post<{ status: string }>(`/api/batches/${id}/pause`, {})).body.status).toBe('paused');
    const canceled = await account.post<object>(`/api/batches/${id}/cancel`, {});
    expect(canceled.body).toMatchObject({
      status: 'canceled',
      images: { canceled: 8 },
      credits: { compression: { used: 0, refunded: 8 }, ai: { used: 0, refunded: 8 } },
    });
    await filed.expectNothingLeft(id, async () => {
      await service.sql.pool.query('UPDATE ai_jobs SET next_at = now()');
      await service.app.get(DescriptionFilesService).round();
    });
  });

  it('keeps its answers while the batch is paused', async () => {
    await provider.conditions({ batchMs: 2_000 });
    const { id } = await filed.submit('paused', 4);
    await filed.parked(id, 4);
    await account.post(`/api/batches/${id}/pause`, {});
    await until(
      () => filed.rows(`SELECT 1 FROM images WHERE batch_id = $1 AND status = 'pending' AND alt_text IS NOT NULL`, id),
      (described) => described.length === 4,
    );
    // They are shown with the credit that they cost.
    expect((await account.images(id)).map(({ altText }) => altText)).toEqual([null, null, null, null]);
    expect(await account.batch(id)).toMatchObject({ status: 'paused', images: { succeeded: 0 } });
    await account.post(`/api/batches/${id}/resume`, {});
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 4 }, credits: { ai: { used: 4 } } });
  });

  it('goes back when its batch is paused before the file is made, so that it keeps nobody out', async () => {
    await provider.conditions({ batchMs: 0 });
    const { id } = await filed.submit('paused-early', 3);
    await until(
      async () => {
        // Young requests are not sent: others of the batch may still come.
        await filed.rows(`UPDATE ai_requests SET created_at = now() + interval '1 hour' WHERE batch_id = $1`, id);
        return filed.rows('SELECT 1 FROM ai_requests WHERE batch_id = $1 AND ai_job_id IS NULL', id);
      },
      (waiting) => waiting.length === 3,
    );
    await account.post(`/api/batches/${id}/pause`, {});
    await filed.expectNothingLeft(id);
    expect((await account.images(id)).map(({ status }) => status)).toEqual(['pending', 'pending', 'pending']);
    await account.post(`/api/batches/${id}/resume`, {});
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 3 }, credits: { ai: { used: 3 } } });
  });

  it('ends with a batch that was open for 30 days', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await filed.submit('old', 3);
    await filed.parked(id, 3);
    const days = MAX_OPEN_DAYS + 1;
    await service.sql.pool.query('UPDATE batches SET created_at = now() - make_interval(days => $2) WHERE id = $1', [
      id,
      days,
    ]);
    await service.app.get(CancelService).expire(10);
    expect(await account.batch(id)).toMatchObject({
      status: 'canceled',
      error: { code: 'expired' },
      credits: { ai: { refunded: 3 } },
    });
  });

  it('gives up a file that is never done, and asks one by one', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await filed.submit('never', 3);
    await filed.parked(id, 3);
    await service.sql.pool.query(
      `UPDATE ai_jobs SET created_at = now() - interval '31 hours', next_at = now() WHERE batch_id = $1`,
      [id],
    );
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 3 }, credits: { ai: { used: 3 } } });
  });

  it('finds a job again whose name was lost with its worker, and does not ask for it twice', async () => {
    await provider.conditions({ batchMs: 600_000 });
    const { id } = await filed.submit('lost', 3);
    await filed.parked(id, 3);
    const before = await provider.seen();
    // As if the process had died between the provider's answer and the note of it.
    await service.sql.pool.query('UPDATE ai_jobs SET job_id = NULL, next_at = now() WHERE batch_id = $1', [id]);
    await filed.parked(id, 3);
    expect((await provider.seen()).batches).toBe(before.batches);
    await account.post(`/api/batches/${id}/cancel`, {});
  });

  it('reads results twice and counts them once', async () => {
    await provider.conditions({ batchMs: 1_500 });
    const { id } = await filed.submit('twice', 5);
    await filed.parked(id, 5);
    const [job] = await filed.rows('SELECT * FROM ai_jobs WHERE batch_id = $1', id);
    await account.ended(id);
    // A worker that read the answers and died before it noted the end.
    await service.sql.pool.query('INSERT INTO ai_jobs SELECT * FROM json_populate_record(NULL::ai_jobs, $1)', [
      JSON.stringify({ ...job, next_at: new Date() }),
    ]);
    await filed.expectNothingLeft(id);
    expect(await account.batch(id)).toMatchObject({
      status: 'completed',
      images: { succeeded: 5 },
      credits: { ai: { used: 5 } },
    });
  });

  it('fails an image whose source was replaced while it waited, and gives both credits back', async () => {
    await provider.conditions({ batchMs: 2_000 });
    const { id } = await filed.submit('replaced', 2);
    await filed.parked(id, 2);
    await bucket.put('replaced/0001.jpg', await makeJpeg(30, 30, '#ffffff'));
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 1, failed: 1 },
      credits: { compression: { used: 1, refunded: 1 }, ai: { used: 1, refunded: 1 } },
    });
    expect((await account.images(id))[1]).toMatchObject({ reason: 'source_changed', altText: null });
  });
});
