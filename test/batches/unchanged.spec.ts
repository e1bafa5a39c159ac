import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
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
});
