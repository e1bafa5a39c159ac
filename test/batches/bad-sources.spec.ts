import sharp from 'sharp';
import { ExpandService } from '../../src/batches/expansion/expand.service.js';
import { ProcessImageService } from '../../src/batches/work/process-image.service.js';
import { SettleService } from '../../src/batches/settlement/settle.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { hugePng } from '../support/huge-png.js';
import { startService, type Service } from '../support/service.js';
import { IMAGE_STATUSES } from '../../src/batches/model/statuses.js';

describe('bad objects among good ones', () => {
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

  /** Keys by filter, from pages of one. */
  const listed = async (id: string, filter: Record<string, string | undefined>) => {
    const query = Object.entries(filter).flatMap(([name, value]) => (value ? [`&${name}=${value}`] : []));
    const keys: string[] = [];
    for (let next: string | null = '', cursor = ''; next !== null; cursor = `&cursor=${next}`) {
      const path = `/api/batches/${id}/images?limit=1${query.join('')}${cursor}`;
      const { body } = await account.get<{ data: { key: string }[]; next: string | null }>(path);
      keys.push(...body.data.map(({ key }) => key));
      next = body.next;
    }
    return keys;
  };

  it('fails each with its own reason, gives its credits back, and does the good ones', async () => {
    const before = await account.usage();
    const jpeg = await makeJpeg(400, 300);
    await bucket.put('good-1.jpg', jpeg);
    await bucket.put('good-2.png', await sharp(jpeg).png().toBuffer());
    await bucket.put('text.jpg', Buffer.from('this is not an image'));
    await bucket.put('empty.jpg', Buffer.alloc(0));
    await bucket.put('truncated.jpg', jpeg.subarray(0, jpeg.length / 2));
    await bucket.put('huge.png', hugePng(30_000, 30_000));
    await bucket.put('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));
    const keys = ['good-1.jpg', 'good-2.png', 'text.jpg', 'empty.jpg', 'truncated.jpg', 'huge.png', 'drawing.svg'];
    const batch = await account.submit({
      source: { connection: bucket.connection, keys: [...keys, 'missing.jpg'] },
      ai: { altText: true },
    });
    const done = await account.ended(batch.id);
    expect(done).toMatchObject({
      status: 'completed',
      images: { total: 8, succeeded: 2, failed: 6 },
      credits: { compression: { reserved: 8, used: 2, refunded: 6 }, ai: { reserved: 8, used: 2, refunded: 6 } },
    });
    const images = await account.images(batch.id);
    expect(Object.fromEntries(images.map(({ key, reason }) => [key, reason]))).toEqual({
      'good-1.jpg': null,
      'good-2.png': null,
      'text.jpg': 'not_an_image',
      'empty.jpg': 'not_an_image',
      'truncated.jpg': 'corrupt',
      'huge.png': 'too_many_pixels',
      'drawing.svg': 'unsupported_format',
      'missing.jpg': 'not_found',
    });
    const { body: reasons } = await account.get<{ data: object[] }>(`/api/batches/${batch.id}/reasons`);
    expect(reasons.data).toEqual([
      { status: 'failed', reason: 'not_an_image', images: 2 },
      ...['corrupt', 'not_found', 'too_many_pixels', 'unsupported_format'].map((reason) => {
        return { status: 'failed', reason, images: 1 };
      }),
    ]);
    expect(images.filter(({ status }) => status === 'failed').map(({ attempts }) => attempts)).toEqual(
      Array(6).fill(1),
    );
    expect(await account.usage()).toMatchObject({
      compressor_used: before.compressor_used + 2,
      ia_credits_used: before.ia_credits_used + 2,
    });
    for (const status of [undefined, ...IMAGE_STATUSES]) {
      for (const reason of [undefined, 'corrupt', 'not_an_image', 'canceled']) {
        const wanted = images.filter(
          (image) => image.status === (status ?? image.status) && image.reason === (reason ?? image.reason),
        );
        expect(await listed(batch.id, { status, reason })).toEqual(wanted.map(({ key }) => key));
      }
    }
  });

  it('pins what it lists by its ETag', async () => {
    await bucket.put('pinned/a.jpg', await makeJpeg());
    const batch = await account.submit({ source: { connection: bucket.connection, keys: ['pinned/a.jpg'] } });
    await account.ended(batch.id);
    const pinned = await account.submit({
      source: { connection: bucket.connection, prefix: 'pinned/' },
      destination: { key: 'again/{name}.{ext}' },
    });
    const done = await account.ended(pinned.id);
    expect(done.images.succeeded).toBe(1);
    expect((await account.images(pinned.id))[0]?.etag).toMatch(/^"[0-9a-f]+"$/);
  });

  it('fails an image whose object changed after it was listed, and refunds it', async () => {
    const idle = await startService({ environment: { ROLE: 'api' } });
    const owner = await idle.client.account();
    const theirs = await makeBucket(owner);
    for (const name of ['a', 'b']) await theirs.put(`${name}.jpg`, await makeJpeg());
    const { id } = await owner.submit({ source: { connection: theirs.connection, prefix: '' } });
    await idle.app.get(ExpandService).expandNext();
    await theirs.put('b.jpg', await makeJpeg(99, 99));
    const { rows } = await idle.sql.pool.query(`UPDATE images SET status = 'queued', queued_at = now() RETURNING id`);
    for (const image of rows) await idle.app.get(ProcessImageService).process(image.id).ended;
    await idle.app.get(SettleService).settle(id);
    expect((await owner.images(id)).map(({ status, reason }) => [status, reason])).toEqual([
      ['succeeded', null],
      ['failed', 'source_changed'],
    ]);
    expect((await owner.batch(id)).credits.compression).toEqual({ reserved: 2, used: 1, refunded: 1 });
    await idle.client.expectSoundBooks();
    await idle.close();
  });

  it('fails a batch whose prefix holds nothing, and tells why', async () => {
    const batch = await account.submit({ source: { connection: bucket.connection, prefix: 'nothing/here/' } });
    expect(await account.ended(batch.id)).toMatchObject({
      status: 'failed',
      error: { code: 'storage_not_found', message: 'No object matches the source' },
      credits: { compression: { reserved: 0 } },
    });
  });

  it('refuses a template that would overwrite a source', async () => {
    const refused = await account.post('/api/batches', {
      source: { connection: bucket.connection, keys: ['good-1.jpg'] },
      destination: { key: '{path}{name}.{originalExt}' },
    });
    expect(refused).toMatchObject({ status: 400, body: { fields: [{ path: 'destination.key' }] } });
    await bucket.put('own/a.webp', await makeJpeg());
    const listed = await account.submit({
      source: { connection: bucket.connection, prefix: 'own/' },
      destination: { key: '{path}{name}.{ext}' },
    });
    expect(await account.ended(listed.id)).toMatchObject({
      status: 'failed',
      error: { code: 'invalid_request', fields: [{ message: 'would overwrite the source own/a.webp' }] },
    });
  });
});
