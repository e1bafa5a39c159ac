import type { AcceptedBatch } from '../../src/batches/admission/admission.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { holdBatch } from '../support/held-batch.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const PLANS = { plans: { agency: { compressions: 11_000, ai: 100 } } };

describe('retrying a batch', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ plans: PLANS });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const retry = (id: string, body?: object, headers?: object) =>
    account.post<AcceptedBatch>(`/api/batches/${id}/retry`, body, headers);

  it('makes a new batch of the failed images, with the same request and the same targets', async () => {
    const keys = ['one/a.jpeg', 'one/a.jpg', 'one/a.png', 'one/b.jpg'];
    await bucket.put('one/a.jpeg', await makeJpeg());
    await bucket.put('one/b.jpg', Buffer.from('no image'));
    const first = await account.submit({
      source: { connection: bucket.connection, keys },
      compress: { format: 'avif', maxWidth: 32 },
      metadata: { release: '42' },
    });
    expect(await account.ended(first.id)).toMatchObject({ images: { succeeded: 1, failed: 3 } });
    const result = await bucket.get('optimized/one/a.avif');
    for (const key of ['one/a.jpg', 'one/a.png']) await bucket.put(key, await makeJpeg(64, 48, '#aa0000'));

    const answer = await retry(first.id);
    expect(answer).toMatchObject({
      status: 202,
      body: {
        source: { connection: bucket.connection, retryOf: first.id },
        compress: { format: 'avif', maxWidth: 32 },
        metadata: { release: '42' },
        images: { total: 3 },
        credits: { compression: { reserved: 3 } },
      },
    });
    expect(answer.headers.get('location')).toBe(`/api/batches/${answer.body.id}`);
    expect(await account.ended(answer.body.id)).toMatchObject({ images: { succeeded: 2, failed: 1 } });
    const images = await account.images(answer.body.id);
    expect(images.map(({ key, targetKey }) => [key, targetKey])).toEqual([
      ['one/a.jpg', 'optimized/one/a-2.avif'],
      ['one/a.png', 'optimized/one/a-3.avif'],
      ['one/b.jpg', null],
    ]);
    expect(images.map(({ id }) => id).toSorted()).toEqual(images.map(({ id }) => id));
    expect(await bucket.get('optimized/one/a.avif')).toEqual(result);
    // And again: what failed in the retry.
    const again = await retry(answer.body.id);
    expect(again.body).toMatchObject({ source: { retryOf: answer.body.id }, images: { total: 1 } });
    await account.ended(again.body.id);
  });

  it('takes only the reasons asked for', async () => {
    await bucket.put('two/bad.jpg', Buffer.from('no image'));
    const keys = ['two/bad.jpg', 'two/gone.jpg'];
    const first = await account.submit({ source: { connection: bucket.connection, keys } });
    await account.ended(first.id);
    const { body } = await retry(first.id, { reason: ['not_found', 'timeout'] });
    expect(body).toMatchObject({
      source: { retryOf: first.id, reason: ['not_found', 'timeout'] },
      images: { total: 1 },
    });
    await account.ended(body.id);
    expect((await account.images(body.id)).map(({ key }) => key)).toEqual(['two/gone.jpg']);
    expect(await retry(first.id, { reason: ['timeout'] })).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', fields: [{ path: 'reason' }] },
    });
    expect((await retry(first.id, { reason: ['bored'] })).status).toBe(400);
    expect((await retry(first.id, { reasons: [] })).status).toBe(400);
  });

  it('never writes over a result of the batches before it when names come from the pictures', async () => {
    const keys = ['seo/1.jpg', 'seo/2.jpg', 'seo/3.jpg'];
    await bucket.put('seo/1.jpg', await makeJpeg(100, 100, '#cc2222'));
    const first = await account.submit({
      source: { connection: bucket.connection, keys },
      destination: { key: 'named/{seoName}.{ext}' },
      ai: { seoRename: true },
    });
    expect((await account.ended(first.id)).images).toMatchObject({ succeeded: 1, failed: 2 });
    const [one] = await account.images(first.id);
    let last = first.id;
    const targets = [one?.targetKey];
    for (const key of ['seo/2.jpg', 'seo/3.jpg']) {
      await bucket.put(key, await makeJpeg(100, 100, '#cc2222'));
      const { body } = await retry(last);
      await account.ended(body.id);
      targets.push((await account.images(body.id)).find((image) => image.key === key)?.targetKey);
      last = body.id;
    }
    const name = one?.seoName;
    expect(targets).toEqual([`named/${name}.webp`, `named/${name}-2.webp`, `named/${name}-3.webp`]);
  });

  it('is done once for one Idempotency-Key', async () => {
    const first = await account.submit({ source: { connection: bucket.connection, keys: ['gone.jpg'] } });
    await account.ended(first.id);
    const key = { 'idempotency-key': 'retry-once' };
    const answers = await Promise.all([retry(first.id, {}, key), retry(first.id, {}, key), retry(first.id, {}, key)]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === 'true').length).toBe(2);
    const other = await retry(first.id, { reason: ['not_found'] }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    await account.ended(answers[0]?.body.id ?? '');
  });

  it('refuses what runs, what has no failed image, and another account’s batch', async () => {
    const held = await holdBatch(service, account, 2);
    expect(await retry(held.id)).toMatchObject({ status: 409, body: { code: 'invalid_state', status: 'running' } });
    await held.end(2);
    expect(await retry(held.id)).toMatchObject({
      status: 409,
      body: { error: 'The batch has no failed images', status: 'completed' },
    });
    const stranger = await service.client.account();
    expect((await stranger.post(`/api/batches/${held.id}/retry`, {})).status).toBe(404);
  });

  it('reserves for exactly the failed images of a large batch, or stores nothing', async () => {
    const count = 6_000;
    const batch = await holdBatch(service, account, count);
    await service.sql.pool.query(
      `UPDATE batches SET source_connection_id = $2, destination_connection_id = $2,
         request = jsonb_build_object('source', jsonb_build_object('connection', $2::text), 'destination',
           jsonb_build_object('connection', $2::text, 'key', 'optimized/{path}{name}.{ext}'), 'compress', '{}'::jsonb, 'metadata', '{}'::jsonb)
       WHERE id = $1`,
      [batch.id, bucket.connection],
    );
    await batch.end(1);
    const before = (await account.usage()).compressor_used;
    const { body } = await retry(batch.id);
    expect(body).toMatchObject({ images: { total: count - 1 }, credits: { compression: { reserved: count - 1 } } });
    expect((await account.usage()).compressor_used).toBe(before + count - 1);
    const stored = async () => (await account.get<{ data: object[] }>('/api/batches?limit=200')).body.data.length;
    const batches = await stored();
    expect(await retry(batch.id)).toMatchObject({ status: 402, body: { required: count - 1 } });
    expect(await stored()).toBe(batches);
    await account.post(`/api/batches/${body.id}/cancel`, undefined);
    await account.ended(body.id);
  });

  it('leaves more images than a call may name to a worker', async () => {
    const count = 10_500;
    const rich = await service.client.account();
    const own = await makeBucket(rich);
    const batch = await holdBatch(service, rich, count);
    await service.sql.pool.query(
      `UPDATE batches SET source_connection_id = $2, destination_connection_id = $2,
         request = jsonb_build_object('source', jsonb_build_object('connection', $2::text), 'destination',
           jsonb_build_object('connection', $2::text, 'key', 'optimized/{path}{name}.{ext}'),
           'compress', jsonb_build_object('format', 'webp'), 'metadata', '{}'::jsonb)
       WHERE id = $1`,
      [batch.id, own.connection],
    );
    await service.sql.pool.query(`UPDATE images SET target_key = 'kept/' || key WHERE batch_id = $1`, [batch.id]);
    await batch.end(1);
    const none = await rich.post(`/api/batches/${batch.id}/retry`, { reason: ['timeout'] });
    expect(none).toMatchObject({ status: 400, body: { fields: [{ path: 'reason' }] } });
    const { body } = await rich.post<AcceptedBatch>(`/api/batches/${batch.id}/retry`, { reason: ['corrupt'] });
    expect(body).toMatchObject({ status: 'expanding', images: { total: 0 } });
    await until(
      () => rich.batch(body.id),
      ({ status }) => status !== 'expanding',
    );
    expect(await rich.batch(body.id)).toMatchObject({
      images: { total: count - 1 },
      credits: { compression: { reserved: count - 1 } },
    });
    const { body: first } = await rich.get<{ data: { id: string }[] }>(`/api/batches/${body.id}/images?limit=1`);
    expect(first.data).toMatchObject([{ key: '10.jpg' }]);
    const { rows } = await service.sql.pool.query('SELECT target_key FROM images WHERE id = $1', [first.data[0]?.id]);
    expect(rows).toEqual([{ target_key: 'kept/10.jpg' }]);
    await rich.post(`/api/batches/${body.id}/cancel`, undefined);
    await rich.ended(body.id);
  });
});
