import type { Page } from '../../src/common/http/validation.js';
import type { EndpointView } from '../../src/webhooks/endpoint-schema.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

describe('an endpoint that fails', () => {
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

  /** Events that a receiver takes one after the other: whoever was due for one of them has had their turn, too. */
  const arriveOneByOne = async (receiver: Receiver, count: number, type?: string) => {
    for (let n = 0; n < count; n += 1) {
      await rows.append(account, 1, type);
      await receiver.received(receiver.messages.length + 1);
    }
  };

  it('waits as long as the receiver asks for, and gives the whole endpoint that break', async () => {
    const receiver = await startReceiver(() => (response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const { id } = await listen(receiver);
    await rows.append(account, 1);
    const [delivery] = await rows.allEnded(1);
    expect(delivery?.waits).toBeGreaterThan(110);
    expect((await rows.endpoint(id)).rests).toBeGreaterThan(110);
    const other = await startReceiver();
    await listen(other);
    await arriveOneByOne(other, 2);
    expect(receiver.messages).toHaveLength(1);
    await Promise.all([receiver.close(), other.close()]);
  });

  it('disables an endpoint that answers 410, says why, and tells the others', async () => {
    const [gone, other] = [await startReceiver(() => 410), await startReceiver()];
    const { id } = await listen(gone, ['credits.topup_granted']);
    const { secret } = await listen(other, ['webhook.disabled', 'batch.failed']);
    await rows.append(account, 1);
    await other.received(1);
    expect(other.verified(secret)).toMatchObject([
      { type: 'webhook.disabled', data: { id, reason: 'gone', host: new URL(gone.url).host, forBatches: false } },
    ]);
    expect((await account.get(`/api/webhooks/${id}`)).body).toMatchObject({
      status: 'disabled',
      disabledReason: 'gone',
      disabledAt: expect.any(String),
    });
    await rows.append(account, 3);
    await arriveOneByOne(other, 2, 'batch.failed');
    expect(gone.messages).toHaveLength(1);
    expect((await account.patch(`/api/webhooks/${id}`, { paused: false })).body).toMatchObject({ status: 'active' });
    await Promise.all([gone.close(), other.close()]);
  });

  it('only probes an endpoint that fails, and goes on when it is well again', async () => {
    let well = false;
    const receiver = await startReceiver(() => (well ? 200 : 500));
    const { id } = await listen(receiver);
    const other = await startReceiver();
    await listen(other);
    await rows.append(account, 40);
    await until(
      () => rows.endpoint(id),
      ({ consecutive_failures }) => consecutive_failures >= 5,
    );
    await other.received(40);
    await arriveOneByOne(other, 2);
    const before = receiver.messages.length;
    expect(before).toBeLessThanOrEqual(8);
    const first = await rows.endpoint(id);
    expect(first.rests).toBeGreaterThan(20);
    await rows.skipWaits();
    await receiver.received(before + 1);
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
    await Promise.all([receiver.close(), other.close()]);
  });

  it('disables an endpoint after five days of nothing but failures', async () => {
    const receiver = await startReceiver(() => 500);
    const { id } = await listen(receiver);
    await rows.append(account, 1);
    await rows.allEnded(1);
    const { failingSince, disablesAt } = (await account.get<EndpointView>(`/api/webhooks/${id}`)).body;
    expect(Date.parse(disablesAt ?? '') - Date.parse(failingSince ?? '')).toBe(5 * 86_400_000);
    await service.sql.pool.query(`UPDATE webhook_endpoints SET failing_since = now() - interval '121 hours'`);
    await rows.skipWaits();
    await rows.allEnded(2);
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
      `SELECT data FROM outbox_events WHERE type = 'webhook.disabled' AND account_id = $1`,
      [account.id],
    );
    expect(told).toMatchObject([{ data: { id, reason: 'failing' } }]);
    // It wants all events, but not the one about itself, also when it is resumed and everything is replayed.
    await account.patch(`/api/webhooks/${id}`, { paused: false });
    await account.post(`/api/webhooks/${id}/replay`, { since: new Date(Date.now() - 3_600_000).toISOString() });
    await rows.allEnded(3);
    expect(receiver.messages.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(
      Array(3).fill('credits.topup_granted'),
    );
    await receiver.close();
  });
});
