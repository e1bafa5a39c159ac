import type { Page } from '../../src/common/http/validation.js';
import { newId } from '../../src/common/ids.js';
import type { DeliveryView } from '../../src/webhooks/delivery-schema.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

describe('resending and replaying', () => {
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
  afterAll(() => service.close());

  const listen = async (receiver: Receiver) =>
    (await account.post<NewEndpointAnswer>('/api/webhooks', { url: receiver.url })).body;
  const log = async (id: string) => (await account.get<Page<DeliveryView>>(`/api/webhooks/${id}/deliveries`)).body;

  it('resends one under the same webhook-id, also one that was given up', async () => {
    const receiver = await startReceiver((count) => (count === 1 ? 410 : 200));
    const { id } = await listen(receiver);
    const [eventId] = await rows.append(account, 1);
    await until(
      () => rows.deliveries(),
      ([delivery]) => delivery?.status === 'failed',
    );
    const [given] = (await log(id)).data;
    expect(await account.post(`/api/deliveries/${given?.id}/resend`, {})).toMatchObject({
      status: 409,
      body: { code: 'invalid_state', status: 'disabled' },
    });
    await account.patch(`/api/webhooks/${id}`, { paused: false });
    expect(await account.post(`/api/deliveries/${given?.id}/resend`, {})).toMatchObject({
      status: 202,
      body: { delivery: given?.id, webhookId: eventId },
    });
    await rows.allDelivered(1);
    await account.post(`/api/deliveries/${given?.id}/resend`, {});
    await receiver.received(3);
    expect(receiver.ids()).toEqual(Array(3).fill(eventId));
    expect((await log(id)).data[0]?.attempts.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2]));
    await receiver.close();
  });

  it('replays what came since a time under the same ids, also what was never sent there', async () => {
    const early = await startReceiver();
    const { id } = await listen(early);
    const old = await rows.append(account, 3);
    await rows.allDelivered(3);
    await service.sql.pool.query(`UPDATE outbox_events SET created_at = now() - interval '2 hours'`);
    const recent = await rows.append(account, 5);
    await rows.allDelivered(8);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await account.post(`/api/webhooks/${id}/replay`, { since, undelivered: true })).body).toEqual({
      deliveries: 0,
      next: null,
    });
    const replayed = await account.post(`/api/webhooks/${id}/replay`, { since });
    expect(replayed).toMatchObject({ status: 202, body: { deliveries: 5, next: null } });
    await early.received(13);
    expect(early.ids().slice(8).toSorted()).toEqual(recent);

    // A retry that is hours away need not be waited for.
    await service.sql.pool.query(
      `UPDATE webhook_deliveries SET status = 'pending', next_at = now() + interval '5 hours' WHERE event_id = $1`,
      [recent[0]],
    );
    expect((await account.post(`/api/webhooks/${id}/replay`, { since, undelivered: true })).body).toMatchObject({
      deliveries: 1,
    });
    await rows.allDelivered(8);
    expect(early.ids().at(-1)).toBe(recent[0]);

    const late = await startReceiver();
    const other = await listen(late);
    const everything = { since: new Date(Date.now() - 3 * 3_600_000).toISOString() };
    expect((await account.post(`/api/webhooks/${other.id}/replay`, everything)).body).toMatchObject({ deliveries: 8 });
    await late.received(8);
    expect(new Set(late.ids())).toEqual(new Set([...old, ...recent]));
    expect((await account.post(`/api/webhooks/${id}/replay`, { since: 'yesterday' })).status).toBe(400);
    await Promise.all([early.close(), late.close()]);
  });

  it('replays ten thousand at once and says where to go on, without sending any of them twice', async () => {
    const receiver = await startReceiver(() => 503);
    const { id } = await listen(receiver);
    // The endpoint was not there yet when they came. It fails, so that its breaker keeps all but a few of them waiting.
    await service.sql.pool.query(
      `INSERT INTO outbox_events (id, account_id, type, data, created_at, relayed_at)
       SELECT $1 || lpad(n::text, 6, '0'), $2, 'usage.updated', '{}', now() - interval '1 hour' + n * interval '10 ms', now()
       FROM generate_series(1, 12000) AS n`,
      [`${newId('evt').slice(0, 24)}`, account.id],
    );
    const since = new Date(Date.now() - 2 * 3_600_000).toISOString();
    const replay = async (from: string) =>
      (await account.post<{ deliveries: number; next: string | null }>(`/api/webhooks/${id}/replay`, { since: from }))
        .body;
    const first = await replay(since);
    expect(first).toEqual({ deliveries: 10_000, next: expect.any(String) });
    const count = async () =>
      (await service.sql.pool.query<{ count: number }>('SELECT count(*) FROM webhook_deliveries')).rows[0]?.count;
    expect(await count()).toBe(10_000);
    // All of them are due already, but for those that failed just now: asking again adds nothing.
    const again = await replay(since);
    expect(again.deliveries).toBeLessThan(20);
    expect(again.next).toBe(first.next);
    expect(await replay(first.next ?? '')).toEqual({ deliveries: 2_000, next: null });
    expect(await count()).toBe(12_000);
    expect(receiver.messages.length).toBeLessThan(20);
    await receiver.close();
  });
});
