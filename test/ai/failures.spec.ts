import { startDescribing, type Describing } from '../support/ai-provider.js';
import { putPictures } from '../support/pictures.js';
import { until } from '../support/until.js';

describe('what goes wrong with the AI', () => {
  let suite: Describing;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    suite = await startDescribing();
    ({ provider, service, account, bucket } = suite);
  });
  afterEach(async () => {
    await provider.order({});
    // With it goes how often the provider failed in a row.
    await service.flushRedis();
    await service.client.expectSoundBooks();
  });
  afterAll(() => suite.close());

  /** A batch of pictures nobody has seen, ended, with what the provider was asked meanwhile. */
  async function describePictures(prefix: string, count = 1, ai: object = { altText: true, seoRename: true }) {
    const keys = await putPictures(bucket, prefix, count);
    const before = (await provider.seen()).count;
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai });
    const batch = await account.ended(id);
    return { batch, images: await account.images(id), asked: (await provider.seen()).count - before };
  }

  it.each<[string, object[], number]>([
    ['a 429 with Retry-After', [{ status: 429, retryAfter: 0.3, times: 1 }], 2],
    ['two 500s', [{ status: 500, retryAfter: 0.05, times: 2 }], 3],
    ['a lost connection', [{ cut: true, times: 1 }], 2],
    ['an answer that is no JSON', [{ content: 'Sure! {"altText": ', times: 1 }], 2],
    ['JSON of another shape', [{ content: '{"altText": 7, "name": null}', times: 1 }], 2],
    ['an answer cut short', [{ content: '{"altText": "A', finishReason: 'length', times: 1 }], 2],
    ['an empty answer', [{ content: '', times: 1 }], 2],
  ])('is overcome: %s', async (what, faults, asked) => {
    for (const fault of faults) await provider.order(fault);
    const result = await describePictures(what.replaceAll(' ', '-'));
    expect(result).toMatchObject({
      asked,
      batch: { status: 'completed', credits: { compression: { used: 1 }, ai: { used: 1, refunded: 0 } } },
      images: [{ status: 'succeeded', reason: null, attempts: 1, credits: { compression: 1, ai: 1 } }],
    });
  });

  it.each<[string, object, string, number]>([
    ['a refusal', { refusal: true, times: 1 }, 'ai_refused', 1],
    ['a content filter', { content: '', finishReason: 'content_filter', times: 1 }, 'ai_refused', 1],
    ['two answers of no use', { content: 'no', times: 2 }, 'ai_failed', 2],
    ['names that are none', { content: '{"altText":"A dog","name":"dog"}', times: 2 }, 'ai_failed', 2],
    ['a wrong key', { status: 401, times: 1 }, 'ai_failed', 1],
    ['a request it does not take', { status: 400, times: 1 }, 'ai_failed', 1],
  ])('leaves the compressed image and gives the AI credit back: %s', async (what, fault, reason, asked) => {
    await provider.order(fault);
    const result = await describePictures(what.replaceAll(' ', '-'));
    expect(result).toMatchObject({
      asked,
      batch: {
        status: 'completed',
        images: { succeeded: 1 },
        credits: { compression: { used: 1, refunded: 0 }, ai: { used: 0, refunded: 1 } },
      },
      images: [{ status: 'succeeded', reason, altText: null, seoName: null, credits: { compression: 1, ai: 0 } }],
    });
    expect((await bucket.get(result.images[0]?.targetKey ?? '')).length).toBeGreaterThan(0);
  });

  it('waits for a provider that is down: no attempt is spent, others go on, and all is done when it is back', async () => {
    await provider.order({ status: 503, times: 1_000_000 });
    const keys = await putPictures(bucket, 'down', 12);
    const source = { connection: bucket.connection, keys };
    const { id } = await account.submit({ source, ai: { altText: true }, destination: { key: 'd/{name}.{ext}' } });
    const quiet = () =>
      until(
        async () => (await provider.seen()).count,
        (count) => count > before + 2,
      );
    const before = (await provider.seen()).count;
    await quiet();
    const plain = await account.submit({ source, destination: { key: 'plain/{name}.{ext}' } });
    expect(await account.ended(plain.id)).toMatchObject({ images: { succeeded: 12 } });
    await until(
      () => account.images(id),
      (images) => images.every(({ status, attempts }) => status === 'pending' && attempts === 0),
    );
    const askedWhileDown = (await provider.seen()).count;
    // What is asked next is a probe, and it comes alone.
    const probed = await until(
      async () => (await provider.seen()).count,
      (count) => count > askedWhileDown,
    );
    expect(probed - askedWhileDown).toBe(1);
    expect((await account.batch(id)).images).toMatchObject({ succeeded: 0, failed: 0 });
    await provider.order({});
    expect(await account.ended(id)).toMatchObject({
      status: 'completed',
      images: { succeeded: 12 },
      credits: { ai: { used: 12, refunded: 0 } },
    });
    expect((await account.images(id)).map(({ attempts, reason }) => [attempts, reason])).toEqual(
      keys.map(() => [1, null]),
    );
  });

  it('does not ask twice about the same picture, and charges each', async () => {
    const [first = ''] = await putPictures(bucket, 'same', 1);
    const bytes = await bucket.get(first);
    const keys = Array.from({ length: 8 }, (_, n) => `same/copy-${n}.jpg`);
    await Promise.all(keys.map((key) => bucket.put(key, bytes)));
    const before = (await provider.seen()).count;
    const ask = async (ai: object, who = account, connection = bucket.connection) => {
      const batch = await who.submit({ source: { connection, keys }, ai, destination: { key: `x/{name}.{ext}` } });
      return who.ended(batch.id);
    };
    expect(await ask({ altText: true })).toMatchObject({ credits: { ai: { used: 8, refunded: 0 } } });
    expect((await provider.seen()).count - before).toBe(1);
    const texts = new Set(
      (await account.images((await ask({ altText: true, language: 'de' })).id)).map((i) => i.altText),
    );
    expect([texts.size, (await provider.seen()).count - before]).toEqual([1, 2]);
    const stranger = await service.client.account();
    const connection = await stranger.post<{ id: string }>('/api/connections', bucket.connectionRequest);
    await ask({ altText: true }, stranger, connection.body.id);
    expect((await provider.seen()).count - before).toBe(3);
  });

  it('goes on when Redis has lost everything in the middle of it', async () => {
    await provider.conditions({ latencyMs: 200 });
    const keys = await putPictures(bucket, 'flushed', 30);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    await until(
      () => account.batch(id),
      ({ images }) => images.processing > 5,
    );
    await service.flushRedis();
    await provider.conditions({ latencyMs: 0 });
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 30 }, credits: { ai: { used: 30 } } });
  });

  it('counts for the operator what a batch cost', async () => {
    const { batch, asked } = await describePictures('counted', 3);
    expect(asked).toBe(3);
    const seen = await until(
      () =>
        service.client.admin<{
          ai: { requests: number; inputTokens: number; outputTokens: number; microdollars: number };
        }>('GET', `/batches/${batch.id}`),
      ({ body }) => body.ai?.requests === 3,
    );
    const { inputTokens, outputTokens, microdollars } = seen.body.ai;
    expect(inputTokens).toBeGreaterThan(300);
    expect(microdollars).toBe(inputTokens + 2 * outputTokens);
    expect((await service.client.admin('GET', '/batches/bat_none')).status).toBe(404);
  });

  it('gives up on a picture that alone gets no answer', async () => {
    const keys = await putPictures(bucket, 'poison', 1);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    await service.sql.pool.query('UPDATE images SET ai_unanswered = 2 WHERE batch_id = $1', [id]);
    await provider.order({ status: 500, retryAfter: 0, times: 3 });
    expect(await account.ended(id)).toMatchObject({ credits: { ai: { used: 0, refunded: 1 } } });
    expect(await account.images(id)).toMatchObject([{ status: 'succeeded', reason: 'ai_failed' }]);
  });
});
