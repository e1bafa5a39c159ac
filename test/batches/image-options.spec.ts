import sharp from 'sharp';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: 'grey', noise: { type: 'gaussian', mean: 128, sigma: 20 } },
  });
const solid = (background: string, width = 40, height = 30) =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

describe('what a batch can ask of its images', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ plans: { plans: { starter: { features: ['api', 'ai'] } } } });
    account = await service.client.account();
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function run(keys: string[], asked: object) {
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ...asked });
    const batch = await account.ended(id);
    return { batch, images: await account.images(id) };
  }

  it('places the original, for nothing, where no smaller file can be made', async () => {
    const tiny = await sharp(await solid('teal', 16, 16))
      .webp({ lossless: true })
      .toBuffer();
    await bucket.put('small/tiny.webp', tiny);
    await bucket.put('small/photo.jpg', await noise(400, 300).jpeg({ quality: 98 }).toBuffer());
    const { batch, images } = await run(['small/photo.jpg', 'small/tiny.webp'], { compress: { format: 'auto' } });
    expect(batch).toMatchObject({
      status: 'completed',
      images: { succeeded: 1, skipped: 1 },
      credits: { compression: { reserved: 2, used: 1, refunded: 1 } },
    });
    expect(images[1]).toMatchObject({
      status: 'skipped',
      reason: 'not_smaller',
      targetKey: 'optimized/small/tiny.webp',
      credits: { compression: 0 },
      savedRatio: 0,
    });
    expect((await bucket.get('optimized/small/tiny.webp')).equals(tiny)).toBe(true);
    expect(images[0]?.out.format).toMatch(/^(webp|avif)$/);
    expect(images[0]?.targetKey).toBe(`optimized/small/photo.${images[0]?.out.format}`);
  });

  it('keeps each image in its own type, known from its bytes', async () => {
    await bucket.put('own/a.jpeg', await noise(200, 100).jpeg({ quality: 100 }).toBuffer());
    await bucket.put('own/b.png', await noise(200, 100).jpeg({ quality: 100 }).toBuffer());
    const { images } = await run(['own/a.jpeg', 'own/b.png'], { compress: { format: 'keep', quality: 60 } });
    expect(images.map(({ out, targetKey }) => [out.format, targetKey])).toEqual([
      ['jpg', 'optimized/own/a.jpg'],
      ['jpg', 'optimized/own/b.jpg'],
    ]);
  });

  it('finds a quality for each image', async () => {
    await bucket.put('q/smooth.jpg', await makeJpeg(400, 300));
    await bucket.put('q/grain.jpg', await noise(400, 300).jpeg({ quality: 98 }).toBuffer());
    const { images } = await run(['q/grain.jpg', 'q/smooth.jpg'], { compress: { quality: 'auto' } });
    expect(images[1]!.out.quality).toBeLessThan(images[0]!.out.quality!);
  });

  it('says of an animation how many frames went in and out', async () => {
    const frames = await Promise.all(['red', 'lime', 'blue'].map((colour) => solid(colour)));
    const gif = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [90, 90, 90] })
      .toBuffer();
    await bucket.put('anim/a.gif', gif);
    const still = await run(['anim/a.gif'], { compress: { format: 'jpg' } });
    expect(still.images[0]).toMatchObject({ in: { frames: 3 }, out: { frames: 1, format: 'jpg' } });
    const moving = await run(['anim/a.gif'], { compress: { format: 'webp' } });
    expect(moving.images[0]).toMatchObject({ in: { frames: 3 }, out: { frames: 3 } });
    await expect(sharp(await bucket.get('optimized/anim/a.webp')).metadata()).resolves.toMatchObject({ pages: 3 });
  });

  describe('a watermark', () => {
    const watermark = { key: 'brand/mark.png', scale: 50, opacity: 100, position: 'TL' };
    const asked = (key: string) => ({
      source: { connection: bucket.connection, keys: ['a.jpg'] },
      watermark: { ...watermark, key },
    });

    beforeAll(async () => {
      await bucket.put('brand/mark.png', await solid('red'));
      await bucket.put('brand/mark.jpg', await makeJpeg());
      await bucket.put('brand/huge.png', Buffer.alloc(6 * 1024 * 1024));
    });

    it('is laid on every image', async () => {
      for (const name of ['m/1.jpg', 'm/2.jpg']) await bucket.put(name, await makeJpeg(200, 200, '#ffffff'));
      const { batch, images } = await run(['m/1.jpg', 'm/2.jpg'], { watermark, compress: { format: 'png' } });
      expect(batch).toMatchObject({ images: { succeeded: 2 }, watermark });
      for (const { targetKey } of images) {
        const { data, info } = await sharp(await bucket.get(targetKey!))
          .raw()
          .toBuffer({ resolveWithObject: true });
        expect([...data.subarray(0, 3)]).toEqual([255, 0, 0]);
        expect(data.at((150 * info.width + 150) * info.channels + 1)).toBeGreaterThan(250);
      }
    });

    it.each([
      ['brand/none.png', 422, 'storage_not_found'],
      ['brand/mark.jpg', 415, 'unsupported_image'],
      ['brand/huge.png', 413, 'too_large'],
    ])('is looked at before the batch is accepted: %s', async (key, status, code) => {
      expect(await account.post('/api/batches', asked(key))).toMatchObject({ status, body: { code } });
    });

    it('is not looked at again for a repeated request', async () => {
      await bucket.put('brand/gone.png', await solid('red'));
      const first = await account.post<{ id: string }>('/api/batches', asked('brand/gone.png'), {
        'idempotency-key': 'mark',
      });
      await bucket.put('brand/gone.png', Buffer.from('no picture'));
      const again = await account.post('/api/batches', asked('brand/gone.png'), { 'idempotency-key': 'mark' });
      expect(again).toMatchObject({ status: 202, body: first.body });
      await account.ended(first.body.id);
    });

    it('needs a plan that has it, and a connection of one’s own', async () => {
      const starter = await service.client.account({ plan: 'starter' });
      expect(await starter.post('/api/batches', asked('brand/mark.png'))).toMatchObject({
        status: 403,
        body: { code: 'plan_required', plan: 'starter', requires: 'watermark' },
      });
      const stranger = await service.client.account();
      expect((await stranger.post('/api/batches', asked('brand/mark.png'))).status).toBe(404);
    });

    it.each([
      [{ scale: 4 }, 'watermark.scale'],
      [{ opacity: 101 }, 'watermark.opacity'],
      [{ position: 'XX' }, 'watermark.position'],
      [{ key: '' }, 'watermark.key'],
    ])('refuses %p', async (wrong, path) => {
      const body = { ...asked('brand/mark.png'), watermark: { ...watermark, ...wrong } };
      const answer = await account.post<{ fields: { path: string }[] }>('/api/batches', body);
      expect([answer.status, answer.body.fields.map((field) => field.path)]).toEqual([400, [path]]);
    });
  });
});
