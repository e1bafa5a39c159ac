import type { AcceptedBatch } from '../../src/batches/admission/admission.service.js';
import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { startReceiver } from '../support/webhook-receiver.js';

interface Told {
  type: string;
  data: { id: string };
}

describe('webhookUrl of a batch', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeAll(async () => {
    service = await startService();
    account = await service.client.account();
    bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const submit = (given: object, headers?: object) =>
    account.post<AcceptedBatch>(
      '/api/batches',
      { source: { connection: bucket.connection, keys: ['a.jpg'] }, ...given },
      headers,
    );

  it('is told of the end of that batch and of nothing else, signed with the secret of the answer', async () => {
    const named = await startReceiver();
    const general = await startReceiver();
    const { body: endpoint } = await account.post<{ id: string; secret: string }>('/api/webhooks', {
      url: general.url,
    });
    const { status, body: batch } = await submit({ webhookUrl: named.url });
    expect(status).toBe(202);
    expect(batch.webhookSecret).toMatch(/^whsec_/);
    await account.ended(batch.id);
    const { body: other } = await submit({});
    expect(other).not.toHaveProperty('webhookSecret');
    await account.ended(other.id);
    const failing = await submit({
      source: { connection: bucket.connection, prefix: 'nothing/' },
      webhookUrl: named.url,
    });
    await account.ended(failing.body.id);
    await named.received(2);
    await general.received(3);
    const told = named.verified<Told>(batch.webhookSecret ?? '').map(({ type, data }) => [type, data.id]);
    expect(told.sort()).toEqual([
      ['batch.completed', batch.id],
      ['batch.failed', failing.body.id],
    ]);
    const batches = general.verified<Told>(endpoint.secret).filter(({ type }) => type.startsWith('batch.'));
    expect(batches.map(({ data }) => data.id).sort()).toEqual([batch.id, other.id, failing.body.id]);
    await account.delete(`/api/webhooks/${endpoint.id}`);
    await named.close();
    await general.close();
  });

  it('answers the same secret to every batch that names the address, and the same answer to a repeat', async () => {
    const url = 'http://127.0.0.1:9/hook';
    const key = { 'idempotency-key': 'with-hook' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit({ webhookUrl: url })));
    const first = await submit({ webhookUrl: url }, key);
    const again = await submit({ webhookUrl: url }, key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(new Set([first, ...answers].map(({ body }) => body.webhookSecret)).size).toBe(1);
    const stranger = await service.client.account();
    const theirs = await makeBucket(stranger);
    const other = await stranger.submit({
      source: { connection: theirs.connection, keys: ['a.jpg'] },
      webhookUrl: url,
    });
    expect((other as AcceptedBatch).webhookSecret).not.toBe(first.body.webhookSecret);
    expect((await account.batch(first.body.id)) as AcceptedBatch).not.toHaveProperty('webhookSecret');
    for (const { body } of [first, ...answers]) await account.ended(body.id);
    await stranger.ended(other.id);
  });

  it('stays with the batches that retry it', async () => {
    const receiver = await startReceiver();
    const { body: batch } = await submit({
      source: { connection: bucket.connection, keys: ['gone.jpg'] },
      webhookUrl: receiver.url,
    });
    await account.ended(batch.id);
    const { body: retried } = await account.post<AcceptedBatch>(`/api/batches/${batch.id}/retry`, {});
    expect(retried.webhookSecret).toBe(batch.webhookSecret);
    await receiver.received(2);
    const told = receiver.verified<Told>(batch.webhookSecret ?? '').map(({ data }) => data.id);
    expect(told.sort()).toEqual([batch.id, retried.id]);
    await receiver.close();
  });

  it('has its secret repeated to nobody but the key that submitted, and the request is made once all the same', async () => {
    const made = await account.post<{ key: string }>('/api/keys', { name: 'another' });
    const another = new AccountClient(service.client, account.id, made.body.key);
    const conflict = { status: 409, body: { code: 'idempotency_conflict' } };
    const retry = (by: AccountClient, id: string, headers: object) =>
      by.post<AcceptedBatch>(`/api/batches/${id}/retry`, {}, headers);
    const hook = { webhookUrl: 'http://127.0.0.1:9/told-once' };
    for (const { asked, repeated } of [
      { asked: hook, repeated: conflict },
      { asked: {}, repeated: { status: 202 } },
    ]) {
      const source = { connection: bucket.connection, keys: ['gone.jpg'] };
      const batches = async () => (await account.get<{ data: object[] }>('/api/batches?limit=200')).body.data.length;
      const headers = { 'idempotency-key': `submit-${JSON.stringify(asked)}` };
      const before = await batches();
      const first = await account.post<AcceptedBatch>('/api/batches', { source, ...asked }, headers);
      expect(await another.post('/api/batches', { source, ...asked }, headers)).toMatchObject(repeated);
      expect((await account.post('/api/batches', { source, ...asked }, headers)).body).toEqual(first.body);
      await account.ended(first.body.id);

      const onceMore = { 'idempotency-key': `retry-${JSON.stringify(asked)}` };
      const retried = await retry(account, first.body.id, onceMore);
      expect(retried.status).toBe(202);
      expect(await retry(another, first.body.id, onceMore)).toMatchObject(repeated);
      expect((await retry(account, first.body.id, onceMore)).body).toEqual(retried.body);
      await account.ended(retried.body.id);
      expect(await batches()).toBe(before + 2);
    }
  });

  it('is no endpoint of the account: not listed, not reachable by id, not counted', async () => {
    for (let n = 0; n < 11; n += 1) {
      const { body } = await submit({ webhookUrl: `http://127.0.0.1:9/${n}` });
      await account.ended(body.id);
    }
    expect((await account.get<{ data: object[] }>('/api/webhooks')).body.data).toEqual([]);
    const { rows } = await service.sql.pool.query<{ id: string }>('SELECT id FROM webhook_endpoints WHERE for_batches');
    expect(rows.length).toBeGreaterThan(10);
    expect((await account.get(`/api/webhooks/${rows[0]?.id}`)).status).toBe(404);
    expect((await account.delete(`/api/webhooks/${rows[0]?.id}`)).status).toBe(404);
    expect((await account.post('/api/webhooks', { url: 'http://127.0.0.1:9/' })).status).toBe(201);
  });

  it('is validated like an endpoint', async () => {
    for (const webhookUrl of ['ftp://example.com/', 'hook', `https://example.com/${'x'.repeat(2_000)}`]) {
      expect(await submit({ webhookUrl })).toMatchObject({
        status: 400,
        body: { fields: [{ path: 'webhookUrl' }] },
      });
    }
  });
});

describe('webhookUrl outside development', () => {
  it('must be public and https, and nothing of a refused batch is stored', async () => {
    const service = await startService({ environment: { ROLE: 'api' } });
    const account = await service.client.account();
    const bucket = await makeBucket(account);
    const source = { connection: bucket.connection, keys: ['a.jpg'] };
    service.settings.allowPrivateEndpoints = false;
    for (const webhookUrl of [
      'http://example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://u:p@example.com/',
    ]) {
      expect(await account.post('/api/batches', { source, webhookUrl })).toMatchObject({
        status: 422,
        body: { code: 'blocked_address' },
      });
    }
    expect((await account.get<{ data: object[] }>('/api/batches')).body.data).toEqual([]);
    expect((await account.post('/api/batches', { source, webhookUrl: 'https://example.com/hook' })).status).toBe(202);
    await service.client.expectSoundBooks();
    await service.close();
  });
});
