import { makeBucket, makeJpeg, type TestBucket } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';

describe('webhook delivery', () => {
  let service: Service;
  let account: AccountClient;
  let bucket: TestBucket;

  beforeEach(async () => {
    service = await startService();
    account = await service.client.account();
    bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
  });
  afterEach(async () => {
    await service.client.expectSoundBooks();
    await service.close();
  });

  async function runBatch(): Promise<string> {
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    await account.ended(id);
    return id;
  }

  it('tries again under the same id until the receiver takes it', async () => {
    const receiver = await startReceiver((count) => (count < 3 ? 500 : 200));
    const { body } = await account.post<{ secret: string }>('/api/webhooks', {
      url: receiver.url,
      events: ['batch.completed'],
    });
    await runBatch();
    await until(
      () => receiver.messages.length,
      (count) => count === 1,
    );
    await expireWaits();
    await until(
      () => receiver.messages.length,
      (count) => count === 2,
    );
    await expireWaits();
    await until(
      () => deliveries(),
      ([delivery]) => delivery?.status === 'delivered',
    );
    expect(receiver.messages.length).toBe(3);
    expect(new Set(receiver.messages.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(receiver.verified<{ type: string }>(body.secret).map(({ type }) => type)).toEqual(
      Array(3).fill('batch.completed'),
    );
    expect(await deliveries()).toMatchObject([{ attempts: 3, response_status: 200 }]);
    await receiver.close();
  });

  it('loses nothing when Redis is flushed with a delivery waiting', async () => {
    const receiver = await startReceiver();
    await account.post('/api/webhooks', { url: receiver.url, events: ['batch.completed'] });
    await service.sql.pool.query(
      `INSERT INTO outbox_events (id, account_id, type, data)
       SELECT 'evt_' || n, $1, 'batch.completed', '{}' FROM generate_series(1, 50) AS n`,
      [account.id],
    );
    await until(
      () => deliveries(),
      (rows) => rows.length === 50,
    );
    await service.flushRedis();
    // What Redis lost becomes due again when its lease is over; the test does not wait for the clock.
    await service.sql.pool.query(`UPDATE webhook_deliveries SET lease_until = now() WHERE status = 'pending'`);
    await until(
      () => deliveries(),
      (rows) => rows.every(({ status }) => status === 'delivered'),
    );
    expect(new Set(receiver.messages.map(({ headers }) => headers['webhook-id'])).size).toBe(50);
    await receiver.close();
    // Events of no batch: the audit is about those of batches.
    await service.sql.pool.query('DELETE FROM webhook_deliveries; DELETE FROM outbox_events');
  });

  it('sends an endpoint only what it asked for, and treats a redirect as a failure', async () => {
    const elsewhere = await startReceiver();
    const receiver = await startReceiver(() => 302);
    await account.post('/api/webhooks', { url: receiver.url, events: ['batch.failed'] });
    await runBatch();
    const failing = await account.submit({ source: { connection: bucket.connection, prefix: 'nothing/' } });
    await account.ended(failing.id);
    await until(
      () => receiver.messages.length,
      (count) => count === 1,
    );
    expect(JSON.parse(receiver.messages[0]?.body ?? '')).toMatchObject({
      type: 'batch.failed',
      data: { id: failing.id },
    });
    await until(
      () => deliveries(),
      ([delivery]) => delivery?.error === 'answered 302',
    );
    expect(elsewhere.messages).toEqual([]);
    await receiver.close();
    await elsewhere.close();
  });

  it('keeps at most ten endpoints and shows a secret once', async () => {
    const url = 'http://127.0.0.1:9/';
    const made = await Promise.all(
      Array.from({ length: 12 }, () => account.post<{ id: string }>('/api/webhooks', { url })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), 409, 409]);
    const id = made.find(({ status }) => status === 201)?.body.id;
    expect((await account.get<object>(`/api/webhooks/${id}`)).body).not.toHaveProperty('secret');
    expect((await account.delete(`/api/webhooks/${id}`)).status).toBe(204);
    expect((await account.get(`/api/webhooks/${id}`)).status).toBe(404);
  });

  async function deliveries() {
    const { rows } = await service.sql.pool.query(
      'SELECT status, attempts, response_status, error FROM webhook_deliveries',
    );
    return rows as { status: string; attempts: number; response_status: number | null; error: string | null }[];
  }

  /** The clock is not waited for: what is due in seconds or hours is due now. */
  async function expireWaits(): Promise<void> {
    await until(
      () =>
        service.sql.pool.query(`UPDATE webhook_deliveries SET next_at = now() WHERE error IS NOT NULL RETURNING id`),
      ({ rowCount }) => rowCount === 1,
    );
  }
});

describe('webhook addresses outside development', () => {
  it('must be public and https', async () => {
    const service = await startService({ environment: { ROLE: 'api', ALLOW_PRIVATE_ENDPOINTS: 'false' } });
    const account = await service.client.account();
    const blocked = [
      'http://example.com/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://0x7f.1/',
      'https://u:p@example.com/',
    ];
    for (const url of blocked) {
      expect(await account.post('/api/webhooks', { url })).toMatchObject({
        status: 422,
        body: { code: 'blocked_address' },
      });
    }
    expect((await account.post('/api/webhooks', { url: 'https://example.com/hook' })).status).toBe(201);
    await service.close();
  });
});
