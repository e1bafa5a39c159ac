import sharp from 'sharp';
import { makeBucket } from '../support/bucket.js';
import { Client } from '../support/client.js';
import { until } from '../support/until.js';
import { Cast } from './cast.js';

const STOP_SECONDS = 10;

/** An image that takes longer than a process has to stop. */
describe('a worker that is asked to stop', () => {
  let cast: Cast;

  beforeAll(async () => {
    cast = await Cast.gather({ STOP_SECONDS: String(STOP_SECONDS), WORKER_CONCURRENCY: '1' });
  });
  afterAll(() => cast.dismiss(), 60_000);

  it('hands back what it cannot end in time, and ends well', async () => {
    const api = await cast.api('api');
    const worker = await cast.start('worker', 'worker');
    const client = new Client(`http://127.0.0.1:${api.port}`, cast.adminToken);
    const account = await client.account();
    const bucket = await makeBucket(account);
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
    const large = sharp({ create: { width: 7_000, height: 6_000, channels: 3, background: 'grey', noise } });
    await bucket.put('large.jpg', await large.jpeg({ quality: 80 }).toBuffer());
    const source = { connection: bucket.connection, keys: ['large.jpg'] };
    const { id } = await account.submit({ source, compress: { format: 'avif' } });
    await until(
      () => account.batch(id),
      ({ images }) => images.processing === 1,
    );

    const began = Date.now();
    await worker.stop();
    expect((Date.now() - began) / 1000).toBeLessThan(STOP_SECONDS);
    // At once, and not when its claim has run out.
    expect((await account.batch(id)).images).toMatchObject({ queued: 1, processing: 0 });
    await cast.start('another worker', 'worker', { STOP_SECONDS: '60' });
    await until(
      () => account.images(id),
      ([image]) => image?.attempts === 2,
    );
    await account.post(`/api/batches/${id}/cancel`, {});
    // Nothing but a signal ends a process that is still encoding.
    const how = { what: expect.stringContaining('ended with SIGTERM') };
    expect(cast.findings.list).toEqual([expect.objectContaining(how)]);
    await client.expectSoundBooks();
  }, 120_000);
});
