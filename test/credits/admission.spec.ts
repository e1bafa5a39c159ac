import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';

/** Plans small enough to run out of; `agency` keeps its API access. */
const PLANS = { plans: { agency: { compressions: 7, ai: 6 }, pro: { features: ['ai', 'api'], ai: 6 } } };

describe('admission', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService({ plans: PLANS });
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function accountWithBucket(plan: string): Promise<{ account: AccountClient; bucket: TestBucket }> {
    const account = await service.client.account({ plan });
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    return { account, bucket };
  }

  it('admits exactly 7 of 100 batches at once when credits are left for 7', async () => {
    const { account, bucket } = await accountWithBucket('agency');
    const body = { source: { connection: bucket.connection, keys: ['a.jpg'] } };
    const answers = await Promise.all(Array.from({ length: 100 }, () => account.post<BatchView>('/api/batches', body)));
    const accepted = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status === 402);
    expect([accepted.length, refused.length]).toEqual([7, 93]);
    expect(refused[0]?.body).toEqual({
      error: 'Not enough credits',
      code: 'insufficient_credits',
      credit: 'compression',
      required: 1,
      available: 0,
    });
    await service.client.expectSoundBooks();
    for (const { body: batch } of accepted) expect((await account.ended(batch.id)).images.succeeded).toBe(1);
    expect(await account.usage()).toMatchObject({ compressor_used: 7, compressor_reserved: 0, canCompress: false });
  });

  it('stores nothing of a batch that is refused', async () => {
    const { account, bucket } = await accountWithBucket('agency');
    const keys = Array.from({ length: 8 }, (_, index) => `${index}.jpg`);
    const refused = await account.post('/api/batches', { source: { connection: bucket.connection, keys } });
    expect(refused).toMatchObject({ status: 402, body: { required: 8, available: 7 } });
    expect((await account.get<{ data: unknown[] }>('/api/batches')).body.data).toEqual([]);
    expect((await account.usage()).compressor_used).toBe(0);
  });

  it('reserves both kinds or neither', async () => {
    const { account, bucket } = await accountWithBucket('agency');
    const keys = Array.from({ length: 7 }, (_, index) => `${index}.jpg`);
    const body = { source: { connection: bucket.connection, keys }, ai: { altText: true } };
    const refused = await account.post('/api/batches', body);
    expect(refused).toMatchObject({ status: 402, body: { credit: 'ai', required: 7, available: 6 } });
    expect(await account.usage()).toMatchObject({ compressor_used: 0, ia_credits_used: 0 });
  });

  it('takes plan credits first and gives top-ups back first: 6 plan + 10 top-up, 10 images, 5 fail', async () => {
    const { account, bucket } = await accountWithBucket('agency');
    for (const name of ['0', '1', '2', '3', '4']) await bucket.put(`${name}.jpg`, await makeJpeg());
    await service.client.admin('PATCH', `/accounts/${account.id}`, { plan: 'pro' });
    await service.client.admin('POST', `/accounts/${account.id}/topups`, { credits: 10, reference: 'first' });
    expect((await account.usage()).ia_credits_remaining).toBe(16);

    const keys = Array.from({ length: 10 }, (_, index) => `${index}.jpg`);
    const batch = await account.submit({ source: { connection: bucket.connection, keys }, ai: { altText: true } });
    expect(await account.usage()).toMatchObject({ ia_credits_used: 6, ia_credits_reserved: 6, ia_topup_credits: 6 });
    const done = await account.ended(batch.id);
    expect(done.images).toMatchObject({ succeeded: 5, failed: 5 });
    expect(done.credits.ai).toEqual({ reserved: 10, used: 5, refunded: 5, fromTopup: 0 });
    expect(await account.usage()).toMatchObject({ ia_credits_used: 5, ia_topup_credits: 10, ia_credits_remaining: 11 });
  });

  it('grants a top-up once for each reference', async () => {
    const { account } = await accountWithBucket('agency');
    const grant = () =>
      service.client.admin<{ moved: boolean }>('POST', `/accounts/${account.id}/topups`, {
        credits: 50,
        reference: 'payment-1',
      });
    const answers = await Promise.all(Array.from({ length: 10 }, grant));
    expect(answers.filter(({ body }) => body.moved).length).toBe(1);
    expect((await account.usage()).ia_topup_credits).toBe(50);
  });
});
