import type { KeyView } from '../../src/accounts/key-schema.js';
import type { BatchView } from '../../src/batches/reading/batch-view.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import { AccountClient } from '../support/client.js';
import { compress } from '../support/compress-call.js';
import { startKeyStore } from '../support/key-store.js';
import { makePerson, someAddress } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

const KEYS = Array.from({ length: 6 }, (_, n) => `in/${n}.jpg`);

describe('batches of a key with a budget', () => {
  let service: Service;
  let owner: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    owner = await service.client.account();
    bucket = await makeBucket(owner);
    for (const key of KEYS) await bucket.put(key, await makeJpeg());
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  /** A key of the account with a budget, and what is taken of it. */
  async function keyWith(budget: object) {
    const { body } = await owner.post<{ id: string; key: string }>('/api/keys', { name: 'budgeted' });
    const set = await owner.patch<KeyView>(`/api/keys/${body.id}`, { budget });
    expect(set.status).toBe(200);
    const used = async () => {
      const { data } = (await owner.get<{ data: KeyView[] }>('/api/keys')).body;
      return data.find(({ id }) => id === body.id)?.budget?.used;
    };
    return { key: new AccountClient(service.client, owner.id, body.key), used };
  }
  const named = (count: number, more: object = {}) => ({
    source: { connection: bucket.connection, keys: KEYS.slice(0, count) },
    ...more,
  });
  const listed = (more: object = {}) => ({ source: { connection: bucket.connection, prefix: 'in/' }, ...more });

  it('are refused at once when their images are named, by a dry run’s start, a retry and an upload too', async () => {
    const { key, used } = await keyWith({ compression: 3, ai: 1 });
    const over = { code: 'budget_exceeded', budget: 3, used: 0 };
    expect(await key.post('/api/batches', named(4))).toMatchObject({ status: 402, body: { ...over, required: 4 } });
    expect(await key.post('/api/batches', named(2, { ai: { altText: true } }))).toMatchObject({
      status: 402,
      body: { code: 'budget_exceeded', credit: 'ai', required: 2, available: 1, budget: 1 },
    });
    const dry = await owner.submit(listed({ dryRun: true }));
    const ready = () =>
      until(
        () => owner.batch(dry.id),
        ({ status }) => status === 'ready',
      );
    await ready();
    expect(await key.post(`/api/batches/${dry.id}/start`, {})).toMatchObject({ status: 402, body: over });
    expect((await owner.batch(dry.id)).status).toBe('ready');

    const files = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name): Promise<[string, Buffer]> => [name, await makeJpeg()]),
    );
    expect(await compress(service, key, { files })).toMatchObject({ status: 402, body: over });
    expect(await used()).toEqual({ compression: 0, ai: 0 });
    expect(await compress(service, key, { files: files.slice(0, 2) })).toMatchObject({ status: 200 });
    expect(await used()).toEqual({ compression: 2, ai: 0 });

    const broken = ['broken/1.jpg', 'broken/2.jpg'];
    for (const name of broken) await bucket.put(name, Buffer.from('no picture'));
    const failing = await owner.submit({ source: { connection: bucket.connection, keys: broken } });
    await owner.ended(failing.id);
    expect(await key.post(`/api/batches/${failing.id}/retry`, {})).toMatchObject({
      status: 402,
      body: { code: 'budget_exceeded', required: 2, available: 1 },
    });
    // Whoever has no budget may.
    expect((await owner.post(`/api/batches/${dry.id}/start`, {})).status).toBe(202);
    await owner.ended(dry.id);
    expect(await used()).toEqual({ compression: 2, ai: 0 });
  });

  it('fail at the end of their listing, with nothing charged', async () => {
    const { key, used } = await keyWith({ compression: 5 });
    const { id } = await key.submit(listed());
    const batch = await owner.ended(id);
    expect(batch).toMatchObject({
      status: 'failed',
      error: { code: 'budget_exceeded', credit: 'compression', required: 6, available: 5, budget: 5, used: 0 },
      images: { skipped: 6 },
    });
    expect((await owner.images(id)).map(({ reason }) => reason)).toEqual(Array(6).fill('no_credits'));
    expect(await used()).toEqual({ compression: 0, ai: 0 });
  });

  it('take what the budget leaves when they are content with a part, the scarcer kind deciding', async () => {
    const { key, used } = await keyWith({ compression: 5, ai: 2 });
    const partial = { onInsufficientCredits: 'partial' };
    const described = await key.submit(
      named(6, { ...partial, ai: { altText: true }, destination: { key: 'ai/{name}.{ext}' } }),
    );
    expect(described).toMatchObject({ images: { total: 6, skipped: 4 }, credits: { ai: { reserved: 2 } } });
    const { id } = await key.submit(listed({ ...partial, destination: { key: 'plain/{name}.{ext}' } }));
    expect(await owner.ended(id)).toMatchObject({ status: 'completed', images: { succeeded: 3, skipped: 3 } });
    await owner.ended(described.id);
    expect(await used()).toEqual({ compression: 5, ai: 2 });
    const none = await key.post<{ code: string }>('/api/batches', named(1, partial));
    expect(none).toMatchObject({ status: 402, body: { code: 'budget_exceeded', credit: 'compression', available: 0 } });
    const noAi = await keyWith({ ai: 0 });
    expect(await noAi.key.post('/api/batches', named(1, { ...partial, ai: { altText: true } }))).toMatchObject({
      status: 402,
      body: { code: 'budget_exceeded', credit: 'ai', required: 1, budget: 0 },
    });
  });

  it('are listed no further than 10,000 beyond the budget, and in part skip whatever it does not reach', async () => {
    const { key } = await keyWith({ compression: 40 });
    const store = await startKeyStore({ keys: 12_500 });
    const source = { connection: await store.connect(owner), prefix: '' };
    const listedBy = async (more: object): Promise<BatchView> => {
      const { id } = await key.submit({ source, ...more });
      return until(
        () => owner.batch(id),
        ({ status }) => !['expanding', 'queued'].includes(status),
      );
    };
    expect(await listedBy({})).toMatchObject({
      status: 'failed',
      error: { code: 'budget_exceeded', budget: 40, available: 40 },
    });
    const part = await listedBy({ onInsufficientCredits: 'partial' });
    expect(part).toMatchObject({
      images: { total: 12_500, skipped: 12_460 },
      credits: { compression: { reserved: 40 } },
    });
    await owner.post(`/api/batches/${part.id}/cancel`, undefined);
    await owner.ended(part.id);
    store.close();
  });

  it('are given their budget by owners alone, who have confirmed that it is them', async () => {
    const person = await makePerson(service);
    const email = someAddress();
    await person.call('POST', '/api/account/members', { email });
    const member = await makePerson(service, email);
    await member.accept();
    const { body } = await person.call<{ id: string }>('POST', '/api/keys', { name: 'shop' });
    const set = { budget: { compression: 5 } };
    expect(await member.call('PATCH', `/api/keys/${body.id}`, set)).toMatchObject({
      status: 403,
      body: { code: 'forbidden', requires: 'owner' },
    });
    expect(await person.call('PATCH', `/api/keys/${body.id}`, set)).toMatchObject({ status: 200 });
    expect((await member.call<{ data: KeyView[] }>('GET', '/api/keys')).body.data).toMatchObject([set]);
    await service.sql.pool.query(`UPDATE sessions SET created_at = now() - interval '16 minutes', confirmed_at = NULL`);
    expect(await person.call('PATCH', `/api/keys/${body.id}`, set)).toMatchObject({
      status: 403,
      body: { requires: 'confirmation' },
    });
  });
});
