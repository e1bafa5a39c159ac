import sharp from 'sharp';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { startReceiver } from '../support/webhook-receiver.js';

describe('a batch from submit to webhook', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  it('compresses named keys, describes them, settles, and tells a webhook with the usage', async () => {
    const receiver = await startReceiver();
    const { body: endpoint } = await account.post<{ secret: string }>('/api/webhooks', {
      url: receiver.url,
      events: ['batch.completed'],
    });
    for (const name of ['b.jpg', 'a.jpg']) await bucket.put(`in/${name}`, await makeJpeg(640, 480));
    const before = await account.usage();

    const batch = await account.submit({
      source: { connection: bucket.connection, keys: ['in/b.jpg', 'in/a.jpg'] },
      compress: { format: 'webp', quality: 80, maxWidth: 320 },
      ai: { altText: true, seoRename: true, language: 'en' },
      metadata: { release: '42' },
    });
    expect(batch).toMatchObject({ status: 'queued', images: { total: 2, queued: 2 }, metadata: { release: '42' } });
    const during = await account.usage();
    expect(during.ia_credits_remaining).toBe(before.ia_credits_remaining - 2);

    const done = await account.ended(batch.id);
    expect(done).toMatchObject({
      status: 'completed',
      images: { total: 2, queued: 0, processing: 0, succeeded: 2, failed: 0 },
      credits: {
        compression: { reserved: 2, used: 2, refunded: 0 },
        ai: { reserved: 2, used: 2, refunded: 0, fromTopup: 0 },
      },
      progress: { done: 2, total: 2, ratio: 1, etaSeconds: 0 },
    });
    const images = await account.images(batch.id);
    expect(images.map(({ key }) => key)).toEqual(['in/a.jpg', 'in/b.jpg']);
    expect(images[0]).toMatchObject({
      status: 'succeeded',
      reason: null,
      targetKey: 'optimized/in/a.webp',
      in: { format: 'jpg', width: 640, height: 480 },
      out: { format: 'webp', width: 320, height: 240, quality: 80 },
      credits: { compression: 1, ai: 1 },
    });
    expect(images[0]?.altText).toMatch(/stand-in/i);
    expect(images[0]?.seoName).toMatch(/^[a-z0-9-]+$/);
    const written = await sharp(await bucket.get('optimized/in/a.webp')).metadata();
    expect(written).toMatchObject({ format: 'webp', width: 320, height: 240 });

    const after = await account.usage();
    expect(after).toMatchObject({
      compressor_used: 2,
      compressor_reserved: 0,
      ia_credits_used: 2,
      ia_credits_reserved: 0,
    });
    await receiver.received(1);
    const [message] = receiver.verified<{ type: string; data: Record<string, unknown> }>(endpoint.secret);
    expect(message).toMatchObject({ type: 'batch.completed', data: { id: batch.id, usage: after } });
    expect(Buffer.byteLength(receiver.messages[0]?.body ?? '')).toBeLessThan(20_000);
    await receiver.close();
  });

  it('expands a prefix with globs and leaves its own results alone on the next run', async () => {
    for (const name of ['1.jpg', '2.jpg', 'thumbs/3.jpg', 'notes.txt'])
      await bucket.put(`site/${name}`, await makeJpeg());
    const request = {
      source: { connection: bucket.connection, prefix: '', include: ['site/**/*.jpg'], exclude: ['**/thumbs/**'] },
    };
    const first = await account.submit(request);
    expect(first.status).toBe('expanding');
    expect((await account.ended(first.id)).images).toMatchObject({ total: 2, succeeded: 2 });
    const everything = await account.submit({ source: { connection: bucket.connection, prefix: '' } });
    const keys = (await account.ended(everything.id)).images;
    expect(keys.failed).toBe(0);
    const sources = (await account.images(everything.id)).map(({ key }) => key);
    expect(sources.filter((key) => key.startsWith('optimized/'))).toEqual([]);
  });

  it('never lets two sources land on one key', async () => {
    const keys = ['same/a-2.jpg', 'same/a.jpeg', 'same/a.jpg', 'same/a.png'];
    for (const key of keys) await bucket.put(key, await makeJpeg());
    const batch = await account.submit({ source: { connection: bucket.connection, keys } });
    await account.ended(batch.id);
    expect((await account.images(batch.id)).map(({ targetKey }) => targetKey)).toEqual([
      'optimized/same/a-2.webp',
      'optimized/same/a.webp',
      'optimized/same/a-3.webp',
      'optimized/same/a-4.webp',
    ]);
  });

  it('names results after what they show, each its own', async () => {
    const keys = ['seo/1.jpg', 'seo/2.jpg', 'seo/3.jpg'];
    for (const key of keys) await bucket.put(key, await makeJpeg(100, 100, '#cc2222'));
    const batch = await account.submit({
      source: { connection: bucket.connection, keys },
      destination: { key: 'named/{seoName}.{ext}' },
      ai: { seoRename: true },
    });
    expect((await account.ended(batch.id)).images.succeeded).toBe(3);
    const images = await account.images(batch.id);
    const name = images[0]?.seoName;
    expect(images.map(({ targetKey }) => targetKey).sort()).toEqual(
      [`named/${name}.webp`, `named/${name}-2.webp`, `named/${name}-3.webp`].sort(),
    );
  });

  it('answers the first answer again to a repeated Idempotency-Key, and refuses another body under it', async () => {
    await bucket.put('once/a.jpg', await makeJpeg());
    const body = { source: { connection: bucket.connection, keys: ['once/a.jpg'] } };
    const key = { 'idempotency-key': 'once' };
    const first = await account.post<{ id: string }>('/api/batches', body, key);
    const again = await account.post<{ id: string }>('/api/batches', body, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    const other = await account.post('/api/batches', { ...body, metadata: { other: 'body' } }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency_conflict' } });
    await account.ended(first.body.id);
  });

  it('streams a report of every image', async () => {
    await bucket.put('report/a.jpg', await makeJpeg());
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['report/a.jpg'] } });
    await account.ended(id);
    const csv = await account.get<string>(`/api/batches/${id}/report.csv`);
    expect(csv.body.split('\r\n')[0]).toMatch(/^key,etag,status,reason,targetKey/);
    const jsonl = await account.get<string>(`/api/batches/${id}/report.jsonl`);
    expect(
      jsonl.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).key),
    ).toEqual(['report/a.jpg']);
  });
});
