import sharp from 'sharp';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

describe('results in the place of sources', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
  });
  beforeEach(async () => {
    bucket = await makeBucket(account);
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const inPlace = { key: '{path}{name}.{ext}', overwrite: true };
  const targets = async (id: string) =>
    Object.fromEntries((await account.images(id)).map(({ key, targetKey }) => [key, targetKey]));

  it.each(['keys', 'prefix', 'manifest'])('are written there from %s, and only there', async (kind) => {
    // Each of the first two wants the other's place.
    const sources = { 'a.jpg': [90, 60], 'a.webp': [80, 50], 'b.jpg': [70, 40] } as const;
    for (const [key, [width, height]] of Object.entries(sources)) await bucket.put(key, await makeJpeg(width, height));
    await bucket.put('list.txt', Buffer.from(`key\n${Object.keys(sources).reverse().join('\n')}`));
    const source = { keys: Object.keys(sources), prefix: '', manifest: 'list.txt' }[kind];
    const { id } = await account.submit({
      source: { connection: bucket.connection, [kind]: source, include: ['*.jpg', '*.webp'] },
      destination: inPlace,
    });
    expect((await account.ended(id)).images).toMatchObject({ total: 3, succeeded: 3 });
    expect(await targets(id)).toEqual({ 'a.jpg': 'a-2.webp', 'a.webp': 'a.webp', 'b.jpg': 'b.webp' });
    for (const [key, [width, height]] of Object.entries({
      'a-2.webp': [90, 60],
      'a.webp': [80, 50],
      'b.webp': [70, 40],
    })) {
      expect(await sharp(await bucket.get(key)).metadata()).toMatchObject({ format: 'webp', width, height });
    }
    expect(await sharp(await bucket.get('a.jpg')).metadata()).toMatchObject({ format: 'jpeg' });
  });

  it('are written there also when the target depends on the result, and to no other source', async () => {
    for (const key of ['90a.jpg', 'a.jpg']) await bucket.put(key, await makeJpeg(90, 60));
    const { id } = await account.submit({
      source: { connection: bucket.connection, keys: ['90a.jpg', 'a.jpg'] },
      destination: { key: '{width}{name}.{ext}', overwrite: true },
      compress: { format: 'jpg' },
    });
    await account.ended(id);
    expect(await targets(id)).toEqual({ '90a.jpg': '9090a.jpg', 'a.jpg': '90a-2.jpg' });
  });

  it('follow the rule of key order when they go to another bucket', async () => {
    const other = await makeBucket(account);
    for (const key of ['a.jpg', 'a.webp']) await bucket.put(key, await makeJpeg());
    const { id } = await account.submit({
      source: { connection: bucket.connection, prefix: '' },
      destination: { ...inPlace, connection: other.connection },
    });
    await account.ended(id);
    expect(await targets(id)).toEqual({ 'a.jpg': 'a.webp', 'a.webp': 'a-2.webp' });
  });

  it.each(['named', 'listed'])(
    'are found again by the attempt after one that died behind the write (%s)',
    async (how) => {
      const source = await makeJpeg(90, 60);
      await bucket.put('a.jpg', source);
      // The outcome of the first attempt cannot be written: its worker might as well have died.
      await service.sql.pool
        .query(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'died'; END $$;
      CREATE TRIGGER die BEFORE UPDATE ON images FOR EACH ROW
        WHEN (NEW.status = 'succeeded' AND NEW.attempts = 1) EXECUTE FUNCTION die()`);
      const { id } = await account.submit({
        source: { connection: bucket.connection, ...(how === 'named' ? { keys: ['a.jpg'] } : { prefix: '' }) },
        destination: inPlace,
        compress: { format: 'jpg' },
      });
      expect((await account.ended(id)).images).toMatchObject({ succeeded: 1 });
      await service.sql.pool.query('DROP TRIGGER die ON images; DROP FUNCTION die()');
      const [image] = await account.images(id);
      const result = await bucket.get('a.jpg');
      expect(image).toMatchObject({
        attempts: 2,
        targetKey: 'a.jpg',
        in: { bytes: source.length },
        out: { bytes: result.length, width: 90 },
      });
    },
  );

  it('are refused without being asked for, from a manifest too', async () => {
    await bucket.put('a.webp', await makeJpeg());
    await bucket.put('list.txt', Buffer.from('key\nz.webp\na.webp\n'));
    const batch = await account.submit({
      source: { connection: bucket.connection, manifest: 'list.txt' },
      destination: { key: '{path}{name}.{ext}' },
    });
    expect(await account.ended(batch.id)).toMatchObject({
      status: 'failed',
      images: { total: 2, skipped: 2 },
      error: {
        code: 'invalid_request',
        fields: [{ path: 'destination.key', message: 'would overwrite the source a.webp' }],
      },
    });
  });
});
