import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket } from '../support/bucket.js';
import { putPictures } from '../support/pictures.js';
import { startService, type Service } from '../support/service.js';

describe('the operator', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ plans: { plans: { agency: { imagesAtOnce: 1 } } } });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const cancel = (path: string) => service.client.admin<BatchView & { canceled: number }>('POST', path, undefined);

  it('cancels all that an account has open, and nothing of others: what is not started is refunded', async () => {
    const [account, other] = [await service.client.account(), await service.client.account()];
    const [mine, theirs] = [await makeBucket(account), await makeBucket(other)];
    const keys = await putPictures(mine, 'in', 60);
    await putPictures(theirs, 'in', 3);
    const asked = (connection: string) => ({ source: { connection, keys: keys.slice(0, 60) }, ai: { altText: true } });
    const listed = { source: { connection: mine.connection, prefix: 'in/' }, dryRun: true };
    const batches = [await account.submit(asked(mine.connection)), await account.submit(listed)];
    const bystander = await other.submit({ source: { connection: theirs.connection, prefix: 'in/' } });
    expect(await cancel(`/accounts/${account.id}/cancel-batches`)).toMatchObject({
      status: 200,
      body: { canceled: 2 },
    });
    for (const { id } of batches) {
      expect(await account.ended(id)).toMatchObject({ status: 'canceled', error: { code: 'canceled_by_operator' } });
    }
    const { images } = await account.batch(batches[0]?.id ?? '');
    expect(images.canceled).toBeGreaterThan(0);
    expect(await account.usage()).toMatchObject({
      compressor_used: images.succeeded,
      compressor_reserved: 0,
      ia_credits_reserved: 0,
    });
    expect(await other.ended(bystander.id)).toMatchObject({ status: 'completed', images: { succeeded: 3 } });
    expect(await cancel(`/accounts/${account.id}/cancel-batches`)).toMatchObject({ body: { canceled: 0 } });
  });

  it('cancels one batch, twice as once, but none that has ended or never was', async () => {
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const keys = await putPictures(bucket, 'in', 40);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys } });
    expect((await cancel(`/batches/${id}/cancel`)).status).toBe(200);
    expect(await account.ended(id)).toMatchObject({ status: 'canceled', error: { code: 'canceled_by_operator' } });
    expect((await cancel(`/batches/${id}/cancel`)).status).toBe(200);
    const done = await account.submit({ source: { connection: bucket.connection, keys: keys.slice(0, 1) } });
    await account.ended(done.id);
    expect(await cancel(`/batches/${done.id}/cancel`)).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
    expect((await cancel('/batches/bat_none/cancel')).status).toBe(404);
    expect((await cancel('/accounts/acc_none/cancel-batches')).status).toBe(404);
  });
});
