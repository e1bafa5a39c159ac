import { startDescribing, type Describing } from '../support/ai-provider.js';
import { makeJpeg } from '../support/bucket.js';
import { AI_BY_FILE, FiledBatches } from '../support/filed-batches.js';
import { until } from '../support/until.js';

const GOOD = { batchMs: 300, batchEnds: 'completed', batchAnswered: null, batchesRefused: false, deletionsFail: 0 };

describe('answers by the file', () => {
  let suite: Describing;
  let filed: FiledBatches;
  let { provider, service, account, bucket } = {} as Describing;

  beforeAll(async () => {
    suite = await startDescribing();
    filed = new FiledBatches(suite);
    ({ provider, service, account, bucket } = suite);
  });
  beforeEach(async () => {
    await provider.order({});
    await provider.conditions({ ...GOOD });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => suite.close());

  it('completes images when their answers are there, at half the price, in one attempt', async () => {
    const before = await provider.seen();
    const { id } = await filed.submit('good', 20);
    const batch = await account.ended(id);
    expect(batch).toMatchObject({
      status: 'completed',
      images: { succeeded: 20 },
      credits: { compression: { used: 20 }, ai: { used: 20, refunded: 0 } },
    });
    const images = await account.images(id);
    expect(new Set(images.map(({ attempts, reason }) => `${attempts} ${reason}`))).toEqual(new Set(['1 null']));
    expect(new Set(images.map(({ targetKey }) => targetKey)).size).toBe(20);
    const after = await provider.seen();
    expect([after.batches - before.batches, after.count - before.count]).toEqual([1, 20]);
    await filed.expectNothingLeft(id);
    // Nothing of the customer's stays with the provider.
    await until(
      () => provider.seen(),
      ({ files }) => files === 0,
    );
    const { body } = await until(
      () =>
        service.client.admin<{
          ai: { requests: number; inputTokens: number; outputTokens: number; microdollars: number; parts: object[] };
        }>('GET', `/batches/${id}`),
      (answer) => answer.body.ai.requests === 20,
    );
    expect(body.ai.microdollars).toBe(Math.round((body.ai.inputTokens + 2 * body.ai.outputTokens) / 2));
    expect(body.ai.parts).toMatchObject([{ delivery: 'batch', model: 'stand-in' }]);
  });

  it.each<[string, object, number]>([
    ['could not be deleted at once', { deletionsFail: 2 }, 1],
    ['the provider would not work on', { batchesRefused: true }, 0],
    ['it would neither work on nor delete at once', { batchesRefused: true, deletionsFail: 1 }, 0],
  ])('leaves no file that %s', async (what, conditions, batches) => {
    const before = await provider.seen();
    await provider.conditions(conditions);
    const { id } = await filed.submit(what.replaceAll(' ', '-'), 3);
    expect(await account.ended(id)).toMatchObject({ images: { succeeded: 3 }, credits: { ai: { used: 3 } } });
    // From here on it would: a file that only waits to be deleted is not handed in again.
    await provider.conditions({ batchesRefused: false });
    await filed.expectNothingLeft(id);
    const after = await provider.seen();
    expect([after.files, after.batches - before.batches, after.count - before.count]).toEqual([0, batches, 3]);
  });

  it('sends the same picture once, and keeps what it was told for the next batch', async () => {
    const bytes = await makeJpeg(77, 55, '#abcdef');
    const keys = ['twin/a.jpg', 'twin/b.jpg', 'twin/c.jpg'];
    for (const key of keys) await bucket.put(key, bytes);
    const before = (await provider.seen()).count;
    const run = async (to: string) => {
      const source = { connection: bucket.connection, keys };
      const { id } = await account.submit({ source, ai: AI_BY_FILE, destination: { key: `${to}/{name}.{ext}` } });
      return account.ended(id);
    };
    expect(await run('t1')).toMatchObject({ credits: { ai: { used: 3 } } });
    expect(await run('t2')).toMatchObject({ credits: { ai: { used: 3 } } });
    expect((await provider.seen()).count - before).toBe(1);
  });

  it.each<[string, object, number]>([
    ['expires with a part of the answers', { batchEnds: 'expired', batchAnswered: 4 }, 4],
    ['is canceled by the provider', { batchEnds: 'cancelled', batchAnswered: 2 }, 2],
    ['fails as a whole', { batchEnds: 'failed', batchAnswered: null }, 0],
  ])('asks one by one for what is missing of a file that %s', async (what, conditions, answered) => {
    await provider.conditions(conditions);
    const { id } = await filed.submit(what.replaceAll(' ', '-'), 6);
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 6 },
      credits: { ai: { used: 6, refunded: 0 } },
    });
    const { body } = await until(
      () =>
        service.client.admin<{ ai: { requests: number; parts: { delivery: string; requests: number }[] } }>(
          'GET',
          `/batches/${id}`,
        ),
      (answer) => answer.body.ai.requests === 6,
    );
    const by = Object.fromEntries(body.ai.parts.map(({ delivery, requests }) => [delivery, requests]));
    expect([by.batch ?? 0, by.direct ?? 0]).toEqual([answered, 6 - answered]);
    await filed.expectNothingLeft(id);
  });

  it('takes refusals, useless answers and lines that failed for what they are', async () => {
    await provider.order({ refusal: true, times: 1 });
    await provider.order({ content: 'no JSON', times: 1 });
    await provider.order({ status: 500, times: 1 });
    const { id } = await filed.submit('mixed', 5);
    expect(await account.ended(id)).toMatchObject({
      images: { succeeded: 5 },
      credits: { compression: { used: 5 }, ai: { used: 4, refunded: 1 } },
    });
    const reasons = (await account.images(id)).map(({ reason }) => reason);
    expect(reasons.filter((reason) => reason === 'ai_refused')).toHaveLength(1);
    expect(reasons.filter((reason) => reason === null)).toHaveLength(4);
  });

  it('is asked for once more at most: two useless answers in all', async () => {
    await provider.order({ content: 'no JSON', times: 2 });
    const { id } = await filed.submit('useless', 1);
    expect(await account.ended(id)).toMatchObject({ credits: { ai: { used: 0, refunded: 1 } } });
    expect(await account.images(id)).toMatchObject([{ status: 'succeeded', reason: 'ai_failed' }]);
  });
});
