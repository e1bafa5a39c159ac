import type { BreakdownView } from '../../src/usage/breakdown-view.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import { AccountClient } from '../support/client.js';
import { compress } from '../support/compress-call.js';
import { makePerson, type Person } from '../support/person.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';

type Named = { id: string; name: string | null } | null | undefined;

describe('who let a batch run', () => {
  let service: Service;
  let person: Person;
  let account: AccountClient;
  let bucket: TestBucket;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    service = await startService();
    person = await makePerson(service);
    const { id } = await person.account();
    await service.client.admin('PATCH', `/accounts/${id}`, { plan: 'agency' });
    account = await clientWithKey('shop', id);
    bucket = await makeBucket(account);
    await bucket.put('in/a.jpg', await makeJpeg(640, 480));
    await bucket.put('in/b.jpg', Buffer.from('no picture'));
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  async function clientWithKey(name: string, accountId = account.id): Promise<AccountClient> {
    const { body } = await person.call<{ id: string; key: string }>('POST', '/api/keys', { name });
    ids[name] = body.id;
    return new AccountClient(service.client, accountId, body.key);
  }

  const breakdown = async (by: string) =>
    (await account.get<{ data: BreakdownView[] }>(`/api/usage/breakdown?by=${by}`)).body.data;

  /** Compression credits of each key, person or connection, by its name. */
  async function usedBy(by: 'key' | 'person' | 'connection'): Promise<Record<string, number>> {
    const rows = await breakdown(by);
    return Object.fromEntries(rows.map((row) => [(row[by] as Named)?.name ?? 'none', row.credits.compression]));
  }

  it('is who submitted, retried or uploaded it, or started the dry run; of a listing it is known to its end', async () => {
    const [retrier, other] = [await clientWithKey('retrier'), await clientWithKey('other')];
    const source = { connection: bucket.connection, prefix: 'in/' };
    const listed = await account.submit({ source });
    expect(await account.ended(listed.id)).toMatchObject({ images: { succeeded: 1, failed: 1 } });
    expect(await usedBy('key')).toEqual({ shop: 1 });

    await bucket.put('in/b.jpg', await makeJpeg());
    const retried = await retrier.post<{ id: string }>(`/api/batches/${listed.id}/retry`, {});
    expect(await account.ended(retried.body.id)).toMatchObject({ images: { succeeded: 1 } });
    expect(await usedBy('key')).toEqual({ shop: 1, retrier: 1 });

    const dry = await other.submit({ source, destination: { key: 'again/{name}.{ext}' }, dryRun: true });
    await until(
      () => account.batch(dry.id),
      ({ status }) => status === 'ready',
    );
    expect((await person.call('POST', `/api/batches/${dry.id}/start`)).status).toBe(202);
    expect(await account.ended(dry.id)).toMatchObject({ images: { succeeded: 2 } });
    expect(await usedBy('key')).toEqual({ shop: 1, retrier: 1, none: 2 });
    expect(await usedBy('person')).toEqual({ Ada: 2, none: 2 });

    const files: [string, Buffer][] = [['up.jpg', await makeJpeg()]];
    expect((await compress(service, other, { files })).status).toBe(200);
    expect(await usedBy('key')).toEqual({ shop: 1, retrier: 1, none: 2, other: 1 });
    expect(await usedBy('connection')).toEqual({ test: 4, none: 1 });
  });

  it('adds up to what the ledger and the batches say, with the bytes they saved', async () => {
    const again = await account.submit({ source: { connection: bucket.connection, keys: ['in/a.jpg'] } });
    expect(await account.ended(again.id)).toMatchObject({ images: { skipped: 1 } });
    const [day] = await breakdown('day');
    const { data } = (await account.get<{ data: { entry: string; amount: number }[] }>('/api/usage/ledger?limit=200'))
      .body;
    const settled = data.filter(({ entry }) => entry === 'settle').reduce((sum, { amount }) => sum + amount, 0);
    expect(day?.credits.compression).toBe(settled);
    expect(day?.images).toMatchObject({ unchanged: 1 });
    const batches = await breakdown('batch');
    for (const figure of [({ credits }: BreakdownView) => credits.compression, (row: BreakdownView) => row.bytesSaved])
      expect(batches.reduce((sum, row) => sum + figure(row), 0)).toBe(day && figure(day));
    expect(day?.bytesSaved).toBeGreaterThan(0);
  });
});
