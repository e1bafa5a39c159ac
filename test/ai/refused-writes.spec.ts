import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { startDescribing, type Describing } from '../support/ai-provider.js';
import { makeJpeg } from '../support/bucket.js';
import { openRefusingStore } from '../support/refusing-store.js';
import { until } from '../support/until.js';

const IMAGES = 40;

describe('a destination that refuses writes', () => {
  let stage: Describing;
  let door: Awaited<ReturnType<typeof openRefusingStore>>;
  let destination: string;

  beforeEach(async () => {
    stage = await startDescribing();
    door = await openRefusingStore();
    const { account, bucket } = stage;
    const given = { ...bucket.connectionRequest, name: 'refusing', endpoint: door.endpoint };
    destination = (await account.post<{ id: string }>('/api/connections', given)).body.id;
    for (let index = 0; index < IMAGES; index += 1) {
      await bucket.put(
        `${index}.jpg`,
        await makeJpeg(80 + index, 60, `#${(index * 6).toString(16).padStart(2, '0')}6699`),
      );
    }
  });
  afterEach(async () => {
    await stage.service.client.expectSoundBooks();
    door.close();
    await stage.close();
  });

  const submit = (ai: object | undefined) =>
    stage.account.submit({
      source: { connection: stage.bucket.connection, prefix: '' },
      destination: { connection: destination, key: 'out/{seoName}-{name}.{ext}' },
      ...(ai && { ai }),
    });
  const read = async (id: string) => (await stage.account.get<BatchView>(`/api/batches/${id}`)).body;
  const untilStatus = (id: string, status: string) =>
    until(
      () => read(id),
      (batch) => batch.status === status && batch.images.processing === 0,
    );

  it('pauses the batch with its cause, has few images described, shows no text, and goes on where it was', async () => {
    const { account, provider } = stage;
    const { id } = await submit({ altText: true, seoRename: true });
    const paused = await untilStatus(id, 'paused');
    expect(paused.pauseCause).toEqual({
      reason: 'access_denied',
      message: 'The storage refused access: the credentials lack the permission s3:PutObject',
    });
    // Three at a time, of which three were refused: five have been asked about at most.
    expect((await provider.seen()).count).toBeLessThanOrEqual(5);
    const images = await account.images(id);
    expect(images.filter(({ altText, seoName }) => altText !== null || seoName !== null)).toEqual([]);
    expect(paused.images.failed).toBeGreaterThanOrEqual(3);
    expect(paused.credits.ai).toMatchObject({ used: 0 });

    door.refuses = () => false;
    expect(await account.post(`/api/batches/${id}/resume`, undefined)).toMatchObject({ body: { pauseCause: null } });
    const ended = await untilStatus(id, 'completed');
    expect(ended.images.succeeded).toBe(IMAGES - ended.images.failed);
    const retried = await account.post<BatchView>(`/api/batches/${id}/retry`, {});
    const second = await untilStatus(retried.body.id, 'completed');
    expect(second.images.succeeded).toBe(ended.images.failed);
    // What was said of those that could not be written is used now, and costs its credit once.
    expect((await provider.seen()).count).toBe(IMAGES);
    expect((await account.usage()).ia_credits_used).toBe(IMAGES);
  });

  it.each([
    ['as if there were no bucket', 404, 'NoSuchBucket', () => true],
    ['as a bad request', 400, 'InvalidRequest', () => true],
    ['two of three', 403, 'AccessDenied', (count: number) => count % 3 !== 1],
    ['all but the first ten', 400, 'InvalidRequest', (count: number) => count > 10],
  ] as const)(
    'pauses a batch whose results are refused %s, with few images described for nothing',
    async (_, status, code, refuses) => {
      Object.assign(door, { status, code, refuses });
      const { id } = await submit({ altText: true });
      const paused = await untilStatus(id, 'paused');
      const paid = paused.credits.ai.used;
      // Two more may be on their way with each that was written.
      expect((await stage.provider.seen()).count).toBeLessThanOrEqual(3 * paid + 5);
      expect(paused.pauseCause).toMatchObject({ message: expect.any(String) as string });
    },
  );

  it('asks about one image more each time it is resumed and nothing has changed', async () => {
    const { account, provider } = stage;
    const { id } = await submit({ altText: true });
    await untilStatus(id, 'paused');
    const before = (await provider.seen()).count;
    for (let times = 1; times <= 4; times += 1) {
      const { images } = await read(id);
      await account.post(`/api/batches/${id}/resume`, undefined);
      await until(
        () => read(id),
        (batch) => batch.status === 'paused' && batch.images.failed > images.failed && batch.images.processing === 0,
      );
      expect((await provider.seen()).count).toBeLessThanOrEqual(before + times);
    }
  });

  it('in cheap mode too: no file is sent before something of a large batch is written', async () => {
    const { account, provider, bucket } = stage;
    for (let index = IMAGES; index <= 100; index += 1) {
      await bucket.put(`${index}.jpg`, await makeJpeg(80 + index, 60, '#336699'));
    }
    const { id } = await submit({ altText: true, delivery: 'batch' });
    await untilStatus(id, 'paused');
    const seen = await provider.seen();
    expect(seen.files).toBe(0);
    expect(seen.count).toBeLessThanOrEqual(5);
    await account.post(`/api/batches/${id}/cancel`, undefined);
    await untilStatus(id, 'canceled');
  });

  it('also without the AI, and again when it is resumed and nothing has changed', async () => {
    const { id } = await submit(undefined);
    const paused = await untilStatus(id, 'paused');
    await stage.account.post(`/api/batches/${id}/resume`, undefined);
    const again = await until(
      () => read(id),
      ({ status, images }) =>
        status === 'paused' && images.failed >= paused.images.failed + 3 && images.processing === 0,
    );
    expect(again.images.failed).toBeLessThan(IMAGES);
    expect(await stage.account.post(`/api/batches/${id}/cancel`, undefined)).toMatchObject({ status: 200 });
    expect(await untilStatus(id, 'canceled')).toMatchObject({
      pauseCause: null,
      credits: { compression: { used: 0 } },
    });
  });
});
