import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient, ImageView } from '../support/client.js';
import { startWorkerAhead } from '../support/role-process.js';
import { startService, type Service } from '../support/service.js';

describe('running a batch again', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
  });
  beforeEach(async () => {
    bucket = await makeBucket(account);
    for (const name of ['a.jpg', 'b.jpg']) await bucket.put(`in/${name}`, await makeJpeg(80, 60));
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const keys = ['in/a.jpg', 'in/b.jpg'];
  async function run(asked: object = {}, source: object = { prefix: 'in/' }) {
    const { id } = await account.submit({ source: { connection: bucket.connection, ...source }, ...asked });
    const { credits } = await account.ended(id);
    const images = await account.images(id);
    return { credits, outcomes: images.map(({ status, reason }) => `${status} ${reason}`), images };
  }
  const DONE = 'succeeded null';
  const SKIPPED = 'skipped unchanged';

  it.each([
    ['a prefix', { prefix: 'in/' }],
    ['keys', { keys }],
  ])('skips what is done already, for nothing: %s', async (_, source) => {
    expect((await run({}, source)).outcomes).toEqual([DONE, DONE]);
    const again = await run({}, source);
    expect(again.outcomes).toEqual([SKIPPED, SKIPPED]);
    expect(again.images[0]).toMatchObject({ targetKey: 'optimized/in/a.webp', attempts: 1 });
    expect(again.credits.compression).toEqual({ reserved: 2, used: 0, refunded: 2 });
  });

  it('does again what has another source, or is gone', async () => {
    await run();
    await bucket.put('in/a.jpg', await makeJpeg(90, 60, '#884422'));
    expect((await run()).outcomes).toEqual([DONE, SKIPPED]);
    await bucket.put('optimized/in/b.webp', Buffer.from('something else'));
    expect((await run()).outcomes).toEqual([SKIPPED, DONE]);
  });

  it.each([
    { compress: { quality: 60 } },
    { compress: { maxWidth: 40 } },
    { ai: { altText: true } },
    { destination: { cacheControl: 'public' } },
  ])('does again what is asked for in another way: %j', async (asked) => {
    await run();
    expect((await run(asked)).outcomes).toEqual([DONE, DONE]);
    expect((await run(asked)).outcomes).toEqual([SKIPPED, SKIPPED]);
  });

  it('knows a result in the place of its source', async () => {
    const inPlace = {
      destination: { key: '{path}{name}.{originalExt}', overwrite: true },
      compress: { format: 'jpg' },
    };
    expect((await run(inPlace)).outcomes).toEqual([DONE, DONE]);
    expect((await run(inPlace)).outcomes).toEqual([SKIPPED, SKIPPED]);
    await bucket.put('in/a.jpg', await makeJpeg(70, 50));
    expect((await run(inPlace)).outcomes).toEqual([DONE, SKIPPED]);
  });

  it('knows an original that took the place of a larger result', async () => {
    const keep = { compress: { format: 'keep' }, destination: { key: 'kept/{path}{name}.{originalExt}' } };
    await bucket.put('in/a.jpg', await makeJpeg(8, 8));
    const first = await run({ ...keep, compress: { format: 'keep', quality: 100 } }, { keys: ['in/a.jpg'] });
    const again = await run({ ...keep, compress: { format: 'keep', quality: 100 } }, { keys: ['in/a.jpg'] });
    expect([first.outcomes, again.outcomes]).toEqual([['skipped not_smaller'], [SKIPPED]]);
  });

  it('knows a result whose place was chosen with it, and what was said of it', async () => {
    const hashed = { destination: { key: 'made/{name}-{hash}.{ext}' }, compress: { format: 'auto' } };
    const [first, again] = [await run(hashed), await run(hashed)];
    expect([first.outcomes, again.outcomes]).toEqual([
      [DONE, DONE],
      [SKIPPED, SKIPPED],
    ]);
    expect(again.images.map(({ targetKey }) => targetKey)).toEqual(first.images.map(({ targetKey }) => targetKey));
    await bucket.put('in/a.jpg', await makeJpeg(90, 60, '#884422'));
    expect((await run(hashed)).outcomes).toEqual([DONE, SKIPPED]);

    const named = { destination: { key: 'named/{seoName}.{ext}' }, ai: { altText: true, seoRename: true } };
    const [described, known] = [await run(named), await run(named)];
    expect(known.outcomes).toEqual([SKIPPED, SKIPPED]);
    const said = ({ targetKey, altText, seoName }: ImageView) => ({ targetKey, altText, seoName });
    expect(known.images.map(said)).toEqual(described.images.map(said));
    expect(known.credits.ai).toMatchObject({ used: 0, refunded: 2 });
    // Elsewhere, or made in another way, it is another result.
    expect((await run({ ...hashed, destination: { key: 'new/{name}-{hash}.{ext}' } })).outcomes).toEqual([DONE, DONE]);
    expect((await run({ ...hashed, compress: { format: 'keep' } })).outcomes).not.toContain(SKIPPED);
  });
});

describe('a place where something lies', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
  });
  beforeEach(async () => {
    bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg(80, 60));
    await bucket.put('a.jpeg', await makeJpeg(90, 60));
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function run(keys: string[], asked: object = {}) {
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ...asked });
    await account.ended(id);
    const images = await account.images(id);
    return images.map(({ targetKey, reason }) => ({ targetKey, reason }));
  }

  it('is not taken from the result of another source, whichever batch made it', async () => {
    expect(await run(['a.jpg'])).toEqual([{ targetKey: 'optimized/a.webp', reason: null }]);
    const before = await bucket.get('optimized/a.webp');
    expect(await run(['a.jpeg'])).toEqual([{ targetKey: 'optimized/a-2.webp', reason: null }]);
    expect(await bucket.get('optimized/a.webp')).toEqual(before);
    expect(await run(['a.jpeg'])).toEqual([{ targetKey: 'optimized/a-2.webp', reason: 'unchanged' }]);
    // Its own earlier result is what the next one replaces.
    expect(await run(['a.jpg'], { compress: { maxWidth: 40 } })).toEqual([
      { targetKey: 'optimized/a.webp', reason: null },
    ]);
  });

  it('is left to a stranger where the name was not asked for', async () => {
    const asked = { destination: { key: 'named/{seoName}.{ext}' } };
    const stranger = Buffer.from('not a result');
    await bucket.put('named/a.webp', stranger);
    expect(await run(['a.jpg'], asked)).toEqual([{ targetKey: 'named/a-2.webp', reason: null }]);
    expect(await run(['a.jpeg'], asked)).toEqual([{ targetKey: 'named/a-3.webp', reason: null }]);
    expect(await bucket.get('named/a.webp')).toEqual(stranger);
    // Where it was asked for by its key, it is replaced, as an object that is written again.
    await bucket.put('optimized/a.webp', stranger);
    expect(await run(['a.jpg'])).toEqual([{ targetKey: 'optimized/a.webp', reason: null }]);
  });
});

describe('a worker whose clock is wrong', () => {
  const HOUR_MS = 3_600_000;
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService({ environment: { ROLE: 'api,scheduler' } });
    account = await service.client.account();
  });
  beforeEach(async () => {
    bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg(80, 60));
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const submit = () => account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
  async function reasonOf({ id }: { id: string }) {
    await account.ended(id);
    return (await account.images(id))[0]?.reason;
  }

  it.each([
    ['ahead', HOUR_MS],
    ['behind', -HOUR_MS],
  ])('knows what is there already, and does what was asked for twice at once: %s', async (_, milliseconds) => {
    const atOnce = [await submit(), await submit()] as const;
    const worker = await startWorkerAhead(milliseconds, { ...service.environment, WORKER_CONCURRENCY: '1' });
    try {
      expect([await reasonOf(atOnce[0]), await reasonOf(atOnce[1])]).toEqual([null, null]);
      expect(await reasonOf(await submit())).toBe('unchanged');
    } finally {
      await worker.end('SIGTERM');
    }
  });
});
