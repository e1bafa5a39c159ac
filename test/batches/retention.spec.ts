import type { AccountClient, ImageView } from '../support/client.js';
import { ImageRetentionService } from '../../src/batches/retention/image-retention.service.js';
import { IdempotencyService } from '../../src/database/idempotency.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';

const DAYS = 30;

describe('images of batches that ended long ago', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    // Without a scheduler, so that the test says when.
    service = await startService({ environment: { ROLE: 'api,worker', RETENTION_DAYS: String(DAYS) } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const forget = () => service.app.get(ImageRetentionService).forget();
  const imagesLeft = async (id: string) => {
    const { rows } = await service.sql.pool.query('SELECT count(*)::int AS n FROM images WHERE batch_id = $1', [id]);
    return (rows[0] as { n: number }).n;
  };
  const ago = (id: string, days: number) =>
    service.sql.pool.query(`UPDATE batches SET ended_at = now() - make_interval(days => $2) WHERE id = $1`, [id, days]);

  /** One image succeeds, one fails. */
  async function endedBatch(prefix: string): Promise<string> {
    await bucket.put(`${prefix}/a.jpg`, await makeJpeg());
    await bucket.put(`${prefix}/b.jpg`, Buffer.from('no picture'));
    const { id } = await account.submit({ source: { connection: bucket.connection, prefix: `${prefix}/` } });
    await account.ended(id);
    return id;
  }

  it('are deleted on their day and not before; the batch stays with its counts, and so do the books', async () => {
    const id = await endedBatch('days');
    await ago(id, DAYS - 1);
    expect(await forget()).toEqual({ batches: 0, images: 0 });
    expect(await imagesLeft(id)).toBe(2);

    const before = await account.batch(id);
    const usage = await account.usage();
    await ago(id, DAYS + 1);
    expect(await forget()).toEqual({ batches: 1, images: 2 });
    expect(await imagesLeft(id)).toBe(0);
    const { images, bytes, credits } = await account.batch(id);
    expect({ images, bytes, credits }).toEqual({ images: before.images, bytes: before.bytes, credits: before.credits });
    expect(await account.usage()).toEqual(usage);
    expect(await forget()).toEqual({ batches: 0, images: 0 });
  });

  it('are said to be gone, where they were shown', async () => {
    const id = await endedBatch('gone');
    await ago(id, DAYS + 1);
    await forget();
    for (const path of ['images', 'report.csv', 'report.jsonl']) {
      const answer = await account.get<{ error: string }>(`/api/batches/${id}/${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(answer.body.error).toContain('not kept');
    }
    expect(await account.post(`/api/batches/${id}/retry`, {})).toMatchObject({ status: 404 });
  });

  it('are not deleted while a retry may need them', async () => {
    const id = await endedBatch('retried');
    const retry = await account.post<{ id: string }>(`/api/batches/${id}/retry`, {});
    expect(retry).toMatchObject({ status: 202 });
    await account.ended(retry.body.id);
    const set = (columns: string) =>
      service.sql.pool.query(`UPDATE batches SET ${columns} WHERE id = $1`, [retry.body.id]);
    await set(`ended_at = NULL, status = 'running'`);
    await ago(id, DAYS + 1);
    expect(await forget()).toEqual({ batches: 0, images: 0 });
    await set(`ended_at = now(), status = 'completed'`);
    expect(await forget()).toEqual({ batches: 1, images: 2 });
  });

  it('go in pages, of batches that ended; open ones are never touched, however old', async () => {
    const large = await holdBatch(service, account, 5_003);
    await large.end(5_000);
    for (let settled = 0; settled < 20 && (await account.batch(large.id)).endedAt === null; settled += 1)
      await large.end(5_000);
    const open = await holdBatch(service, account, 3);
    await service.sql.pool.query(`UPDATE batches SET created_at = now() - interval '29 days' WHERE id = $1`, [open.id]);
    await ago(large.id, DAYS + 1);

    expect(await forget()).toEqual({ batches: 0, images: 5_000 });
    expect(await account.get<{ data: ImageView[] }>(`/api/batches/${large.id}/images`)).toMatchObject({ status: 404 });
    await service.client.expectSoundBooks();
    expect(await forget()).toEqual({ batches: 1, images: 3 });
    expect(await imagesLeft(open.id)).toBe(3);
    await open.end(3);
  });

  it('do not let a batch out of the audit: one that lost what was not settled is found', async () => {
    const id = await endedBatch('lost');
    await ago(id, DAYS + 1);
    await service.sql.pool.query(`UPDATE images SET settled_at = NULL WHERE batch_id = $1 AND key LIKE '%a.jpg'`, [id]);
    expect(await forget()).toEqual({ batches: 0, images: 1 });
    const { body } = await service.client.admin<{ ok: boolean; checks: { ok: boolean }[] }>('GET', '/audit');
    expect(body.ok).toBe(false);
    await service.sql.pool.query('UPDATE images SET settled_at = ended_at WHERE batch_id = $1', [id]);
    expect(await forget()).toEqual({ batches: 1, images: 1 });
  });

  it('answers of requests under a key are kept for 30 days', async () => {
    const submit = () =>
      account.post(
        '/api/batches',
        { source: { connection: bucket.connection, prefix: 'keys/' }, dryRun: true },
        { 'idempotency-key': 'old' },
      );
    await submit();
    const requests = service.app.get(IdempotencyService);
    expect(await requests.forget(10)).toBe(0);
    expect((await submit()).headers.get('idempotent-replayed')).toBe('true');
    await service.sql.pool.query(
      `UPDATE idempotency_keys SET created_at = now() - interval '31 days' WHERE key = 'old'`,
    );
    expect(await requests.forget(10)).toBe(1);
    expect((await submit()).headers.get('idempotent-replayed')).toBeNull();
  });
});
