import type { ServerResponse } from 'node:http';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

describe('webhook delivery', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;

  beforeAll(async () => {
    service = await startService();
    rows = new WebhookRows(service.sql);
  });
  beforeEach(async () => {
    await rows.clear();
    account = await service.client.account();
  });
  afterEach(() => service.client.expectSoundBooks());
  afterAll(() => service.close());

  const listen = async (receiver: Receiver, events?: string[]) =>
    (await account.post<NewEndpointAnswer>('/api/webhooks', { url: receiver.url, events })).body;

  it('tries again under the same id until the receiver takes it', async () => {
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const receiver = await startReceiver((count) => (count < 3 ? 500 : 200));
    const { secret } = await listen(receiver, ['batch.completed']);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    await account.ended(id);
    for (const attempts of [1, 2]) {
      const [delivery] = await rows.allEnded(attempts);
      expect(delivery?.waits).toBeGreaterThan(attempts === 1 ? 1 : 200);
      await rows.skipWaits();
    }
    await until(
      () => rows.deliveries(),
      ([delivery]) => delivery?.status === 'delivered',
    );
    expect(new Set(receiver.ids()).size).toBe(1);
    expect(receiver.messages.map(({ headers }) => headers['webhook-attempt'])).toEqual(['1', '2', '3']);
    expect(receiver.verified<{ type: string }>(secret).map(({ type }) => type)).toEqual(
      Array(3).fill('batch.completed'),
    );
    expect(new Set(receiver.messages.map(({ body }) => body)).size).toBe(1);
    expect(await rows.deliveries()).toMatchObject([{ attempts: 3, response_status: 200 }]);
    await receiver.close();
  });

  it('gives up after the tenth attempt', async () => {
    const receiver = await startReceiver(() => 500);
    await listen(receiver);
    await rows.append(account, 1);
    for (let attempts = 1; attempts <= 10; attempts += 1) {
      await rows.allEnded(attempts);
      await rows.skipWaits();
    }
    expect(await rows.deliveries()).toMatchObject([{ status: 'failed', attempts: 10 }]);
    expect(receiver.messages).toHaveLength(10);
    await receiver.close();
  });

  it('loses nothing when Redis is flushed with a thousand deliveries waiting', async () => {
    const receiver = await startReceiver(
      (count) => (response) => setTimeout(() => response.end(), count < 50 ? 20 : 0),
    );
    await listen(receiver);
    const ids = await rows.append(account, 1_000);
    await receiver.received(10);
    await service.flushRedis();
    const all = (found: { status: string }[]) =>
      found.length === 1_000 && found.every(({ status }) => status === 'delivered');
    await until(() => rows.deliveries(), all);
    expect(new Set(receiver.ids())).toEqual(new Set(ids));
    expect(receiver.messages.length).toBe(1_000);
    expect(receiver.open.most).toBeLessThanOrEqual(4);
    await receiver.close();
  });

  it('sends an endpoint only what it asked for, and treats a redirect as a failure', async () => {
    const elsewhere = await startReceiver();
    const receiver = await startReceiver(
      () => (response) => response.writeHead(307, { location: elsewhere.url }).end('moved'),
    );
    await listen(receiver, ['batch.failed']);
    await rows.append(account, 1);
    const [wanted] = await rows.append(account, 1, 'batch.failed');
    await rows.allEnded(1);
    expect(receiver.ids()).toEqual([wanted]);
    expect(await rows.deliveries()).toMatchObject([{ error: 'answered 307', status: 'pending' }]);
    expect(elsewhere.messages).toEqual([]);
    await Promise.all([receiver.close(), elsewhere.close()]);
  });
});

describe('webhook delivery to receivers that do not come to an end', () => {
  it('takes an answer that is not whole in time as none, one that never ends only in part, and lets neither hold up others', async () => {
    const service = await startService({ environment: { WEBHOOK_TIMEOUT_SECONDS: '2' } });
    const account = await service.client.account();
    const rows = new WebhookRows(service.sql);
    const dripping = (response: ServerResponse, drop: () => void) => {
      const drip = setInterval(drop, 200);
      response.on('close', () => clearInterval(drip));
    };
    const hangs = await startReceiver(() => () => {});
    const dripsHead = await startReceiver(() => (response) => {
      response.socket?.write('HTTP/1.1 200 OK\r\n');
      dripping(response, () => response.socket?.write('x-more: yes\r\n'));
    });
    const dripsBody = await startReceiver(() => (response) => {
      response.writeHead(200);
      dripping(response, () => response.write('.'));
    });
    const floods = await startReceiver(() => (response) => {
      const flood = setInterval(() => response.write('x'.repeat(65_536)), 1);
      response.on('close', () => clearInterval(flood));
    });
    const quick = await startReceiver();
    const slow = [hangs, dripsHead, dripsBody];
    for (const receiver of [...slow, floods, quick]) await account.post('/api/webhooks', { url: receiver.url });
    await rows.append(account, 12);
    await quick.received(12);
    const isOver = ({ error }: { error: string | null }) => error === 'no complete answer within 2 s';
    await until(
      () => rows.deliveries(),
      (found) => found.filter(isOver).length >= 12,
    );
    for (const receiver of slow) expect(receiver.open.most).toBe(4);
    const delivered = (await rows.deliveries()).filter(({ status }) => status === 'delivered');
    expect(delivered).toHaveLength(24);
    const { rows: times } = await service.sql.pool.query<{ least: number }>(
      'SELECT min(duration_ms) AS least FROM webhook_attempts WHERE error IS NOT NULL',
    );
    expect(times[0]?.least).toBeGreaterThanOrEqual(1_900);
    await service.client.expectSoundBooks();
    await service.close();
    await Promise.all([...slow, floods, quick].map((receiver) => receiver.close()));
  });
});

describe('webhook addresses outside development', () => {
  it('must be public and https', async () => {
    const service = await startService({ environment: { ROLE: 'api', ALLOW_PRIVATE_ENDPOINTS: 'false' } });
    const account = await service.client.account();
    const blocked = ['http://example.com/', 'https://127.0.0.1/', 'https://0x7f.1/', 'https://u:p@example.com/'];
    for (const url of blocked) {
      expect(await account.post('/api/webhooks', { url })).toMatchObject({
        status: 422,
        body: { code: 'blocked_address' },
      });
    }
    const { status, body } = await account.post<{ id: string }>('/api/webhooks', { url: 'https://example.com/hook' });
    expect(status).toBe(201);
    expect((await account.patch(`/api/webhooks/${body.id}`, { url: blocked[1] })).status).toBe(422);
    await service.close();
  });
});
