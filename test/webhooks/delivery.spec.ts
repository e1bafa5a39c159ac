import type { ServerResponse } from 'node:http';
import { makeBucket, makeJpeg } from '../support/bucket.js';
import type { Page } from '../../src/common/http/validation.js';
import type { EndpointView } from '../../src/webhooks/endpoint-schema.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

describe('webhook delivery', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;

  beforeEach(async () => {
    service = await startService();
    rows = new WebhookRows(service.sql);
    account = await service.client.account();
  });
  afterEach(async () => {
    await service.client.expectSoundBooks();
    await service.close();
  });

  const listen = async (receiver: Receiver, events?: string[]) =>
    (await account.post<NewEndpointAnswer>('/api/webhooks', { url: receiver.url, events })).body;
  const received = (receiver: Receiver, count: number) =>
    until(
      () => receiver.messages.length,
      (length) => length >= count,
    );
  const ended = (attempts: number) =>
    until(
      () => rows.deliveries(),
      (found) => found.length > 0 && found.every((row) => row.attempts === attempts && !row.under_way),
    );

  it('tries again under the same id until the receiver takes it', async () => {
    const bucket = await makeBucket(account);
    await bucket.put('a.jpg', await makeJpeg());
    const receiver = await startReceiver((count) => (count < 3 ? 500 : 200));
    const { secret } = await listen(receiver, ['batch.completed']);
    const { id } = await account.submit({ source: { connection: bucket.connection, keys: ['a.jpg'] } });
    await account.ended(id);
    for (const attempts of [1, 2]) {
      const [delivery] = await ended(attempts);
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
      await ended(attempts);
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
    await received(receiver, 10);
    await service.flushRedis();
    const all = (found: { status: string }[]) =>
      found.length === 1_000 && found.every(({ status }) => status === 'delivered');
    await until(() => rows.deliveries(), all, 60);
    expect(new Set(receiver.ids())).toEqual(new Set(ids));
    expect(receiver.messages.length).toBe(1_000);
    expect(receiver.open.most).toBeLessThanOrEqual(4);
    await receiver.close();
  }, 90_000);

  it('sends an endpoint only what it asked for, and treats a redirect as a failure', async () => {
    const elsewhere = await startReceiver();
    const receiver = await startReceiver(
      () => (response) => response.writeHead(307, { location: elsewhere.url }).end('moved'),
    );
    await listen(receiver, ['batch.failed']);
    await rows.append(account, 1);
    const [wanted] = await rows.append(account, 1, 'batch.failed');
    await ended(1);
    expect(receiver.ids()).toEqual([wanted]);
    expect(await rows.deliveries()).toMatchObject([{ error: 'answered 307', status: 'pending' }]);
    expect(elsewhere.messages).toEqual([]);
    await Promise.all([receiver.close(), elsewhere.close()]);
  });

  it('waits as long as the receiver asks for, and gives the whole endpoint that break', async () => {
    const receiver = await startReceiver(() => (response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const { id } = await listen(receiver);
    await rows.append(account, 1);
    const [delivery] = await ended(1);
    expect(delivery?.waits).toBeGreaterThan(110);
    expect((await rows.endpoint(id)).rests).toBeGreaterThan(110);
    await rows.append(account, 1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(receiver.messages).toHaveLength(1);
    await receiver.close();
  });

  it('disables an endpoint that answers 410, says why, and tells the others', async () => {
    const [gone, other] = [await startReceiver(() => 410), await startReceiver()];
    const { id } = await listen(gone, ['credits.topup_granted']);
    const { secret } = await listen(other, ['webhook.disabled']);
    await rows.append(account, 1);
    await received(other, 1);
    expect(other.verified(secret)).toMatchObject([
      { type: 'webhook.disabled', data: { id, reason: 'gone', host: new URL(gone.url).host, forBatches: false } },
    ]);
    expect((await account.get(`/api/webhooks/${id}`)).body).toMatchObject({
      status: 'disabled',
      disabledReason: 'gone',
      disabledAt: expect.any(String),
    });
    await rows.append(account, 3);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(gone.messages).toHaveLength(1);
    expect((await account.patch(`/api/webhooks/${id}`, { paused: false })).body).toMatchObject({ status: 'active' });
    await Promise.all([gone.close(), other.close()]);
  });

  it('only probes an endpoint that fails, and goes on when it is well again', async () => {
    let well = false;
    const receiver = await startReceiver(() => (well ? 200 : 500));
    const { id } = await listen(receiver);
    await rows.append(account, 40);
    await until(
      () => rows.endpoint(id),
      ({ consecutive_failures }) => consecutive_failures >= 5,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const before = receiver.messages.length;
    expect(before).toBeLessThanOrEqual(8);
    const first = await rows.endpoint(id);
    expect(first.rests).toBeGreaterThan(20);
    await rows.skipWaits();
    await received(receiver, before + 1);
    const probed = await until(
      () => rows.endpoint(id),
      ({ consecutive_failures }) => consecutive_failures > first.consecutive_failures,
    );
    expect(probed.rests).toBeGreaterThan(50);
    expect(receiver.messages).toHaveLength(before + 1);
    well = true;
    await rows.skipWaits();
    await until(
      () => rows.deliveries(),
      (found) => found.every(({ status }) => status === 'delivered'),
    );
    expect(await rows.endpoint(id)).toMatchObject({ consecutive_failures: 0, rests: null });
    await receiver.close();
  });

  it('disables an endpoint after five days of nothing but failures', async () => {
    const receiver = await startReceiver(() => 500);
    const { id } = await listen(receiver);
    await rows.append(account, 1);
    await ended(1);
    const { failingSince, disablesAt } = (await account.get<EndpointView>(`/api/webhooks/${id}`)).body;
    expect(Date.parse(disablesAt ?? '') - Date.parse(failingSince ?? '')).toBe(5 * 86_400_000);
    await service.sql.pool.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '121 hours'`);
    await rows.skipWaits();
    await ended(2);
    // All that a notice about it needs is in the list.
    expect((await account.get<Page<EndpointView>>('/api/webhooks')).body.data).toMatchObject([
      {
        id,
        url: receiver.url,
        status: 'disabled',
        disabledAt: expect.any(String),
        disabledReason: 'failing',
        failingSince: expect.any(String),
        disablesAt: null,
      },
    ]);
    const { rows: told } = await service.sql.pool.query(
      `SELECT data FROM outbox_events WHERE type = 'webhook.disabled'`,
    );
    expect(told).toMatchObject([{ data: { id, reason: 'failing' } }]);
    // It wants all events, but not the one about itself, also when it is resumed and everything is replayed.
    await account.patch(`/api/webhooks/${id}`, { paused: false });
    await account.post(`/api/webhooks/${id}/replay`, { since: new Date(Date.now() - 3_600_000).toISOString() });
    await ended(3);
    expect(receiver.messages.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(
      Array(3).fill('credits.topup_granted'),
    );
    await receiver.close();
  });

  it('takes an answer that is not whole after 15 s as none, one that never ends only in part, and lets neither hold up others', async () => {
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
    for (const receiver of [...slow, floods, quick]) await listen(receiver);
    await rows.append(account, 12);
    await received(quick, 12);
    for (const receiver of slow) expect(receiver.messages.length).toBeLessThanOrEqual(4);
    const isOver = ({ error }: { error: string | null }) => error === 'no complete answer within 15 s';
    await until(
      () => rows.deliveries(),
      (found) => found.filter(isOver).length >= 12,
      25,
    );
    for (const receiver of slow) expect(receiver.open.most).toBe(4);
    const delivered = (await rows.deliveries()).filter(({ status }) => status === 'delivered');
    expect(delivered).toHaveLength(24);
    const { rows: times } = await service.sql.pool.query<{ least: number; most: number }>(
      'SELECT min(duration_ms) AS least, max(duration_ms) AS most FROM webhook_attempts WHERE error IS NOT NULL',
    );
    expect(times[0]?.least).toBeGreaterThanOrEqual(14_900);
    expect(times[0]?.most).toBeLessThan(17_000);
    await Promise.all([...slow, floods, quick].map((receiver) => receiver.close()));
  }, 60_000);
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
