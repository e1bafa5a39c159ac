import sharp from 'sharp';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const photo = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 25 } },
  })
    .jpeg({ quality: 95 })
    .toBuffer();

const PLANS = {
  agency: { compressions: 60, ai: 40 },
  pro: { compressions: 200, features: ['ai', 'watermark', 'api'] },
};

describe('a dry run', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ plans: { plans: PLANS } });
  });
  beforeEach(async () => {
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const submit = (source: object, asked: object = {}) =>
    account.submit({ source: { connection: bucket.connection, ...source }, dryRun: true, ...asked });
  const ready = (id: string) =>
    until(
      () => account.batch(id),
      ({ status }) => status !== 'expanding',
    );
  const start = (id: string, headers = {}) => account.post<BatchView>(`/api/batches/${id}/start`, undefined, headers);

  async function fill(photos: number): Promise<void> {
    const bytes = await photo(200, 150);
    for (let n = 0; n < photos; n += 1) await bucket.put(`in/${String(n).padStart(3, '0')}.JPG`, bytes);
  }

  it('counts, tries a sample, and tells what it will cost and save; then becomes the job', async () => {
    await fill(30);
    await bucket.put('in/broken.png', Buffer.from('no picture'));
    const before = await account.usage();
    const { id, status } = await submit({ prefix: 'in/' }, { ai: { altText: true } });
    expect(status).toBe('expanding');
    const planned = await ready(id);
    expect(planned).toMatchObject({ status: 'ready', images: { total: 31 }, startedAt: null });
    expect(await account.usage()).toEqual(before);
    const { estimate } = planned;
    expect(estimate).toMatchObject({
      images: 31,
      byExtension: { jpg: 30, png: 1 },
      sample: { images: 20 },
      credits: { compression: { needed: 31, available: 60 }, ai: { needed: 31, available: 40 } },
    });
    const { sample, bytes, credits } = estimate!;
    expect(sample.succeeded + (sample.failed.not_an_image ?? 0)).toBe(20);
    expect(bytes.saved.low).toBeLessThanOrEqual(bytes.saved.expected);
    expect(bytes.saved.high).toBeGreaterThanOrEqual(bytes.saved.expected);
    expect(credits.compression.expectedUse.high).toBeGreaterThanOrEqual(30);

    const started = await start(id);
    expect(started).toMatchObject({ status: 202, body: { credits: { compression: { reserved: 31 } } } });
    const done = await account.ended(id);
    expect(done).toMatchObject({ status: 'completed', images: { succeeded: 30, failed: 1 }, estimate });
    expect(done.bytes.saved).toBeGreaterThanOrEqual(bytes.saved.low * 0.9);
    expect(done.bytes.saved).toBeLessThanOrEqual(bytes.saved.high * 1.1);
  });

  it.each(['keys', 'manifest'])('estimates %s too; of a small batch exactly', async (kind) => {
    await fill(3);
    await bucket.put('list.csv', Buffer.from('key\nin/000.JPG\nin/001.JPG\nin/002.JPG\n'));
    const source = kind === 'keys' ? { keys: ['in/000.JPG', 'in/001.JPG', 'in/002.JPG'] } : { manifest: 'list.csv' };
    const { id } = await submit(source);
    const { estimate } = await ready(id);
    const { expected, low, high } = estimate!.bytes.saved;
    expect([low, high]).toEqual([expected, expected]);
    await start(id);
    expect((await account.ended(id)).bytes.saved).toBe(expected);
  });

  it('says what would be skipped, because it is done already', async () => {
    await fill(3);
    const { id: job } = await account.submit({ source: { connection: bucket.connection, prefix: 'in/' } });
    await account.ended(job);
    const { id } = await submit({ prefix: 'in/' });
    const { estimate } = await ready(id);
    expect(estimate).toMatchObject({
      sample: { images: 3, succeeded: 0, skipped: { unchanged: 3 } },
      bytes: { saved: { expected: 0 } },
      credits: { compression: { needed: 3, expectedUse: { expected: 0 } } },
    });
  });

  it('stays ready when the credits are not enough, and starts once they are', async () => {
    await fill(50);
    const other = await account.submit({ source: { connection: bucket.connection, prefix: 'in/0' } });
    const { id } = await submit({ prefix: 'in/' }, { destination: { key: 'again/{path}{name}.{ext}' } });
    await ready(id);
    const refused = await start(id);
    expect(refused).toMatchObject({ status: 402, body: { code: 'insufficient_credits', required: 50 } });
    expect((await account.batch(id)).status).toBe('ready');
    await account.ended(other.id);
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'pro' });
    expect((await start(id)).status).toBe(202);
    await account.ended(id);
  });

  it('starts once, however often it is asked to', async () => {
    await fill(2);
    const { id } = await submit({ prefix: 'in/' });
    await ready(id);
    const answers = await Promise.all(Array.from({ length: 5 }, () => start(id, { 'idempotency-key': 'go' })));
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    expect((await account.ended(id)).credits.compression).toEqual({ reserved: 2, used: 2, refunded: 0 });
    expect((await start(id)).status).toBe(202);
  });

  it('can be canceled instead; it held nothing', async () => {
    await fill(2);
    const { id } = await submit({ prefix: 'in/' });
    await ready(id);
    const canceled = await account.post<BatchView>(`/api/batches/${id}/cancel`, undefined);
    expect(canceled).toMatchObject({ status: 200, body: { status: 'canceled', images: { canceled: 2 } } });
    expect(await start(id)).toMatchObject({ status: 409, body: { code: 'invalid_state', status: 'canceled' } });
  });

  it('cannot be started while it is being canceled', async () => {
    await fill(2);
    const { id } = await submit({ prefix: 'in/' });
    await ready(id);
    // Another process is at it, and has not ended its images yet.
    const lease = `expand_lease_until = now() + interval '1 hour'`;
    await service.sql.pool.query(
      `UPDATE batches SET status = 'expanding', ends_as = 'canceled', cancel_requested_at = now(), ${lease} WHERE id = $1`,
      [id],
    );
    expect(await start(id)).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
    await account.post(`/api/batches/${id}/cancel`, undefined);
    expect((await account.batch(id)).status).toBe('canceled');
  });

  it('fails as the job would: nothing to do, no such bucket; and other batches cannot be started', async () => {
    const { id } = await submit({ prefix: 'nothing/' });
    expect(await ready(id)).toMatchObject({ status: 'failed', error: { code: 'storage_not_found' } });
    await fill(1);
    const job = await account.submit({ source: { connection: bucket.connection, prefix: 'in/' } });
    expect((await start(job.id)).status).toBe(409);
    expect((await start('bat_unknown')).status).toBe(404);
    const stranger = await service.client.account();
    expect((await stranger.post(`/api/batches/${id}/start`, undefined)).status).toBe(404);
    await account.ended(job.id);
  });
});
