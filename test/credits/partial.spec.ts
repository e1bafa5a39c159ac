import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { newId } from '../../src/common/ids.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

/** Plans small enough to run out of. */
const PLANS = {
  plans: { agency: { compressions: 7, ai: 4 }, pro: { compressions: 7, ai: 0, features: ['ai', 'api'] } },
};
const KEYS = Array.from({ length: 10 }, (_, n) => `in/${n}.jpg`);

describe('onInsufficientCredits: partial', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ plans: PLANS });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function accountWithImages(plan = 'agency'): Promise<{ account: AccountClient; bucket: TestBucket }> {
    const account = await service.client.account({ plan });
    const bucket = await makeBucket(account);
    for (const key of KEYS) await bucket.put(key, await makeJpeg());
    return { account, bucket };
  }

  const request = ({ connection }: TestBucket, given: object) => ({
    source: { connection, keys: KEYS },
    onInsufficientCredits: 'partial',
    ...given,
  });

  it('runs the first named keys that fit and skips the rest at once', async () => {
    const { account, bucket } = await accountWithImages();
    const batch = await account.submit(request(bucket, {}));
    expect(batch).toMatchObject({
      images: { total: 10, skipped: 3 },
      credits: { compression: { reserved: 7, used: 0, refunded: 0 } },
    });
    const done = await account.ended(batch.id);
    expect(done).toMatchObject({
      status: 'completed',
      images: { total: 10, succeeded: 7, skipped: 3, failed: 0 },
      credits: { compression: { reserved: 7, used: 7, refunded: 0 } },
    });
    const images = await account.images(batch.id);
    expect(images.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      ...Array(7).fill('succeeded null'),
      ...Array(3).fill('skipped no_credits'),
    ]);
    expect(images[8]?.credits).toEqual({ compression: 0, ai: 0 });
    expect(await account.usage()).toMatchObject({ compressor_used: 7, compressor_reserved: 0 });
  });

  it('lets the scarcer kind decide, top-ups included, and gives back only what was held', async () => {
    const { account, bucket } = await accountWithImages();
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 2, reference: 'first' });
    const keys = ['in/0.jpg', 'in/1.jpg', 'in/2.jpg', 'in/gone.jpg', ...KEYS.slice(3)];
    const batch = await account.submit(
      request(bucket, { source: { connection: bucket.connection, keys }, ai: { altText: true } }),
    );
    expect(batch).toMatchObject({ images: { total: 11, skipped: 5 }, credits: { ai: { reserved: 6 } } });
    expect(await account.usage()).toMatchObject({ compressor_used: 6, ia_credits_remaining: 0 });
    // in/gone.jpg sorts behind the digits, so it is among those skipped.
    expect(await account.ended(batch.id)).toMatchObject({
      images: { succeeded: 6, failed: 0, skipped: 5 },
      credits: { compression: { used: 6, refunded: 0 }, ai: { used: 6, refunded: 0, fromTopup: 2 } },
    });
    const failing = await account.submit(
      request(bucket, { source: { connection: bucket.connection, keys: ['in/absent.jpg', 'in/later.jpg'] } }),
    );
    expect(await account.ended(failing.id)).toMatchObject({
      images: { failed: 1, skipped: 1 },
      credits: { compression: { reserved: 1, used: 0, refunded: 1 } },
    });
    expect(await account.usage()).toMatchObject({ compressor_used: 6 });
  });

  it('does the same after a prefix was listed', async () => {
    const { account, bucket } = await accountWithImages();
    const source = { connection: bucket.connection, prefix: 'in/' };
    const { id } = await account.submit(request(bucket, { source, ai: { altText: true } }));
    expect(await account.ended(id)).toMatchObject({
      status: 'completed',
      images: { total: 10, succeeded: 4, skipped: 6 },
      credits: { compression: { reserved: 4, used: 4 }, ai: { reserved: 4, used: 4 } },
    });
    const skipped = await account.get<{ data: { key: string }[] }>(`/api/batches/${id}/images?reason=no_credits`);
    expect(skipped.body.data.map(({ key }) => key)).toEqual(KEYS.slice(4));
  });

  it('reserves all when all fits', async () => {
    const { account, bucket } = await accountWithImages();
    const { id } = await account.submit(
      request(bucket, { source: { connection: bucket.connection, keys: KEYS.slice(0, 7) } }),
    );
    expect(await account.ended(id)).toMatchObject({ images: { total: 7, succeeded: 7, skipped: 0 } });
  });

  it('is refused when not even one fits: at submit, and as failed after listing', async () => {
    const { account, bucket } = await accountWithImages('pro');
    const ai = { altText: true };
    const refused = await account.post('/api/batches', request(bucket, { ai }));
    expect(refused).toMatchObject({
      status: 402,
      body: { code: 'insufficient_credits', credit: 'ai', required: 10, available: 0 },
    });
    const source = { connection: bucket.connection, prefix: 'in/' };
    const { id } = await account.submit(request(bucket, { source, ai }));
    expect(await account.ended(id)).toMatchObject({
      status: 'failed',
      error: { code: 'insufficient_credits', credit: 'ai', required: 10, available: 0 },
      images: { total: 10, skipped: 10 },
    });
    expect(await account.usage()).toMatchObject({ compressor_used: 0, ia_credits_used: 0 });
  });

  it('shares what is left among many that ask at once, to the last credit', async () => {
    const { account, bucket } = await accountWithImages();
    const body = request(bucket, { source: { connection: bucket.connection, keys: KEYS.slice(0, 3) } });
    const answers = await Promise.all(Array.from({ length: 20 }, () => account.post<BatchView>('/api/batches', body)));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted.map(({ body }) => body.credits.compression.reserved).sort()).toEqual([1, 3, 3]);
    expect(answers.filter(({ status }) => status === 402).length).toBe(17);
    await service.client.expectSoundBooks();
    for (const { body } of accepted) await account.ended(body.id);
    expect(await account.usage()).toMatchObject({ compressor_used: 7, compressor_reserved: 0 });
  });

  it('cancels and pauses what runs of it; what was skipped stays skipped', async () => {
    const { account, bucket } = await accountWithImages();
    const { id } = await account.submit(request(bucket, {}));
    await account.post(`/api/batches/${id}/cancel`, undefined);
    const done = await account.ended(id);
    expect(done.images.skipped).toBe(3);
    expect(done.images.succeeded + done.images.canceled).toBe(7);
    expect(done.credits.compression).toEqual({
      reserved: 7,
      used: done.images.succeeded,
      refunded: done.images.canceled,
    });
  });

  describe('with more images than one transaction may skip', () => {
    const IMAGES = 12_000;

    /** As the listing leaves it, or a dry run: rows are there, nothing is reserved. */
    async function listed(account: AccountClient, bucket: TestBucket, status: 'expanding' | 'ready'): Promise<string> {
      const id = newId('bat');
      const asked = {
        source: { connection: bucket.connection, prefix: 'none/' },
        destination: { connection: bucket.connection, key: 'out/{path}{name}.{ext}', overwrite: false },
        compress: { format: 'webp', quality: 82, maxWidth: null, maxHeight: null, metadata: 'strip' },
        onInsufficientCredits: 'partial',
        watermark: null,
        ai: null,
        webhookUrl: null,
        metadata: {},
        dryRun: status === 'ready',
      };
      await service.sql.transaction(async (sql) => {
        const run = (text: string, values: unknown[]) => sql.run({ name: `test.${text.slice(0, 40)}`, text }, values);
        await run(
          `INSERT INTO batches (id, account_id, status, source_connection_id, destination_connection_id, request, total, listed_at, estimate)
           VALUES ($1, $2, $3, $4, $4, $5, $6, now(), $7)`,
          [id, account.id, status, bucket.connection, JSON.stringify(asked), IMAGES, status === 'ready' ? '{}' : null],
        );
        await run(
          `INSERT INTO images (id, batch_id, account_id, key, target_key)
           SELECT $1 || '_' || n, $1, $2, 'none/' || lpad(n::text, 6, '0') || '.jpg', 'out/none/' || n || '.webp'
           FROM generate_series(1, $3) AS n`,
          [id, account.id, IMAGES],
        );
      });
      return id;
    }

    const expectFirstSeven = async (account: AccountClient, id: string) => {
      expect(await account.ended(id)).toMatchObject({
        status: 'completed',
        images: { total: IMAGES, failed: 7, skipped: IMAGES - 7 },
        credits: { compression: { reserved: 7, used: 0, refunded: 7 } },
      });
      const failed = await account.get<{ data: { key: string }[] }>(`/api/batches/${id}/images?status=failed`);
      expect(failed.body.data.map(({ key }) => key)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `none/00000${n}.jpg`));
    };

    it('skips them in sets before it reserves', async () => {
      const { account, bucket } = await accountWithImages();
      await expectFirstSeven(account, await listed(account, bucket, 'expanding'));
    });

    it('leaves it to a worker when a dry run is started', async () => {
      const { account, bucket } = await accountWithImages();
      const id = await listed(account, bucket, 'ready');
      const started = await account.post<BatchView>(`/api/batches/${id}/start`, undefined);
      expect(started).toMatchObject({ status: 202, body: { status: 'expanding' } });
      expect((await account.post(`/api/batches/${id}/start`, undefined)).status).toBe(202);
      await expectFirstSeven(account, id);
    });
  });
});
