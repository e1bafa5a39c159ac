import { startKeyStore, type KeyStore } from '../support/key-store.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const PLANS = {
  free: { features: ['api' as const], imagesPerBatch: 14_500 },
  starter: { features: ['api' as const], compressions: 3_000, imagesPerBatch: null },
};

/** A bucket may be endless, and each image is a row. */
describe('a listing finds no more images', () => {
  let service: Service;
  const stores: KeyStore[] = [];

  beforeAll(async () => {
    service = await startService({ plans: { plans: PLANS } });
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) store.close();
    await service.client.expectSoundBooks();
  });
  afterAll(() => service.close());

  async function list(plan: string, keys: number, more: object = {}) {
    const account = await service.client.account({ plan });
    const store = await startKeyStore({ keys });
    stores.push(store);
    const { id } = await account.submit({ source: { connection: await store.connect(account), prefix: '' }, ...more });
    const batch = await until(
      () => account.batch(id),
      ({ status }) => !['expanding', 'queued'].includes(status),
    );
    return { batch, pages: store.pages() };
  }

  it('than the plan allows for a batch, also in a dry run', async () => {
    for (const more of [{ dryRun: true }, { onInsufficientCredits: 'partial' }]) {
      const { batch, pages } = await list('free', Infinity, more);
      expect(batch).toMatchObject({
        status: 'failed',
        images: { total: 15_000, skipped: 15_000 },
        error: { code: 'too_large', limit: 14_500, plan: 'free' },
      });
      expect(pages).toBeLessThan(20);
    }
  });

  it('than 10,000 beyond the credits, unless a batch in part or a dry run wants them', async () => {
    const { batch, pages } = await list('starter', Infinity);
    expect(batch).toMatchObject({
      status: 'failed',
      images: { total: 14_000, skipped: 14_000 },
      error: { code: 'insufficient_credits', credit: 'compression', required: 14_000, available: 3_000 },
    });
    expect(pages).toBeLessThan(20);
    expect((await list('starter', 14_000, { dryRun: true })).batch).toMatchObject({ status: 'ready' });
    const inPart = await list('starter', 14_000, { onInsufficientCredits: 'partial' });
    expect(inPart.batch).toMatchObject({ images: { total: 14_000, skipped: 11_000 } });
  });

  it('than there are, however many, where the plan has no bound', async () => {
    const { batch } = await list('agency', 30_000, { dryRun: true });
    expect(batch).toMatchObject({ status: 'ready', estimate: { images: 30_000 } });
  });
});
