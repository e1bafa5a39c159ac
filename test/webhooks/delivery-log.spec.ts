import type { Page } from '../../src/common/http/validation.js';
import { newId } from '../../src/common/ids.js';
import type { DeliveryView } from '../../src/webhooks/delivery-schema.js';
import { WebhookRetention } from '../../src/webhooks/retention.service.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

const DAY_MS = 86_400_000;

describe('the delivery log', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;

  beforeAll(async () => {
    service = await startService();
    rows = new WebhookRows(service.sql);
  });
  beforeEach(async () => {
    await service.sql.pool.query('TRUNCATE webhook_endpoints, webhook_deliveries, webhook_attempts, outbox_events');
    account = await service.client.account();
  });
  afterAll(() => service.close());

  const listen = async (receiver: Receiver) =>
    (await account.post<NewEndpointAnswer>('/api/webhooks', { url: `${receiver.url}?token=t0psecret` })).body;
  const log = async (id: string, query = '') =>
    (await account.get<Page<DeliveryView>>(`/api/webhooks/${id}/deliveries${query}`)).body;
  const allDelivered = (count: number) =>
    until(
      () => rows.deliveries(),
      (found) => found.length === count && found.every(({ status }) => status === 'delivered'),
    );

  it('tells every attempt: when, how long, status, the first 4 kB of the answer, headers without secrets', async () => {
    const receiver = await startReceiver((count, { headers, body }) => (response) => {
      const status = count === 1 ? 503 : 200;
      response.writeHead(status, { 'set-cookie': 'session=s3cr3t', 'x-echo': String(headers['webhook-signature']) });
      response.end(JSON.stringify({ headers, body }) + 'x'.repeat(10_000));
    });
    const { id, secret } = await listen(receiver);
    const [eventId] = await rows.append(account, 1);
    await until(
      () => rows.deliveries(),
      ([delivery]) => delivery?.error === 'answered 503',
    );
    expect((await log(id)).data).toMatchObject([{ status: 'pending', nextAttemptAt: expect.any(String) }]);
    await rows.skipWaits();
    await allDelivered(1);
    const { data } = await log(id);
    expect(data).toMatchObject([
      {
        webhookId: eventId,
        endpoint: id,
        type: 'credits.topup_granted',
        status: 'delivered',
        attempts: [
          { number: 1, status: 503, error: 'answered 503', durationMs: expect.any(Number) },
          { number: 2, status: 200, error: null, headers: { 'set-cookie': '[redacted]', 'x-echo': '[redacted]' } },
        ],
      },
    ]);
    const [attempt] = data[0]?.attempts ?? [];
    expect(attempt?.body).toContain('credits.topup_granted');
    expect(attempt?.body?.length).toBeLessThanOrEqual(4_096);
    expect(Date.now() - Date.parse(attempt?.startedAt ?? '')).toBeLessThan(30_000);
    const { rows: stored } = await service.sql.pool.query('SELECT * FROM webhook_attempts, webhook_deliveries');
    const signature = String(receiver.messages[0]?.headers['webhook-signature']).split(',')[1] ?? 'none';
    for (const hidden of [secret, account.key, 's3cr3t', 't0psecret', signature]) {
      expect(JSON.stringify(stored)).not.toContain(hidden);
      expect(JSON.stringify(data)).not.toContain(hidden);
    }
    await receiver.close();
  });

  it('filters by status and goes by pages', async () => {
    const receiver = await startReceiver((count) => (count === 1 ? 410 : 200));
    const { id } = await listen(receiver);
    await rows.append(account, 1);
    await until(
      () => rows.deliveries(),
      ([delivery]) => delivery?.status === 'failed',
    );
    await account.patch(`/api/webhooks/${id}`, { paused: false });
    await rows.append(account, 4);
    await until(
      () => rows.deliveries(),
      (found) => found.filter(({ status }) => status === 'delivered').length === 4,
    );
    expect((await log(id, '?status=failed')).data).toHaveLength(1);
    const first = await log(id, '?status=delivered&limit=3');
    const second = await log(id, `?status=delivered&limit=3&cursor=${first.next}`);
    const ids = [...first.data, ...second.data].map((delivery) => delivery.id);
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
    expect(ids).toHaveLength(4);
    expect((await account.get(`/api/webhooks/${id}/deliveries?status=lost`)).status).toBe(400);
    await receiver.close();
  });

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
    await allDelivered(1);
    await account.post(`/api/deliveries/${given?.id}/resend`, {});
    await until(
      () => receiver.messages.length,
      (count) => count === 3,
    );
    expect(receiver.ids()).toEqual(Array(3).fill(eventId));
    expect((await log(id)).data[0]?.attempts.map(({ number }) => number)).toEqual(expect.arrayContaining([1, 2]));
    await receiver.close();
  });

  it('replays what came since a time under the same ids, also what was never sent there', async () => {
    const early = await startReceiver();
    const { id } = await listen(early);
    const old = await rows.append(account, 3);
    await allDelivered(3);
    await service.sql.pool.query(`UPDATE outbox_events SET created_at = now() - interval '2 hours'`);
    const recent = await rows.append(account, 5);
    await allDelivered(8);
    const since = new Date(Date.now() - 3_600_000).toISOString();
    expect((await account.post(`/api/webhooks/${id}/replay`, { since, undelivered: true })).body).toEqual({
      deliveries: 0,
      next: null,
    });
    const replayed = await account.post(`/api/webhooks/${id}/replay`, { since });
    expect(replayed).toMatchObject({ status: 202, body: { deliveries: 5, next: null } });
    await until(
      () => early.messages.length,
      (count) => count === 13,
    );
    expect(early.ids().slice(8).toSorted()).toEqual(recent);

    // A retry that is hours away need not be waited for.
    await service.sql.pool.query(
      `UPDATE webhook_deliveries SET status = 'pending', next_at = now() + interval '5 hours' WHERE event_id = $1`,
      [recent[0]],
    );
    expect((await account.post(`/api/webhooks/${id}/replay`, { since, undelivered: true })).body).toMatchObject({
      deliveries: 1,
    });
    await allDelivered(8);
    expect(early.ids().at(-1)).toBe(recent[0]);

    const late = await startReceiver();
    const other = await listen(late);
    const everything = { since: new Date(Date.now() - 3 * 3_600_000).toISOString() };
    expect((await account.post(`/api/webhooks/${other.id}/replay`, everything)).body).toMatchObject({ deliveries: 8 });
    await until(
      () => late.messages.length,
      (count) => count === 8,
    );
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

  it('is kept for 30 days', async () => {
    const endpoint = newId('whe');
    const { pool } = service.sql;
    await pool.query(
      `INSERT INTO webhook_endpoints (id, account_id, url, events, sealed_secret, paused_at, previous_sealed_secret, previous_secret_until)
       VALUES ($1, $2, 'http://127.0.0.1:9/', '{}', 'x', now(), 'y', now())`,
      [endpoint, account.id],
    );
    const [event] = await rows.append(account, 1);
    await until(
      () => rows.deliveries(),
      (found) => found.length === 1,
    );
    const idOf = (days: number, name: string) => `${timeOf(Date.now() - days * DAY_MS)}${name}`;
    const add = async (days: number, name: string, status: string, type = 'usage.updated') => {
      const made = `now() - interval '${days} days'`;
      const id = idOf(days, name);
      await pool.query(
        `INSERT INTO outbox_events (id, account_id, type, data, created_at, relayed_at) VALUES ($1, $2, $3, '{}', ${made}, now())`,
        [`evt_${id}`, account.id, type],
      );
      await pool.query(
        `INSERT INTO webhook_deliveries (id, account_id, event_id, endpoint_id, status, next_at) VALUES ($1, $2, $3, $4, $5, ${made})`,
        [`del_${id}_x`, account.id, `evt_${id}`, endpoint, status],
      );
      await pool.query(
        `INSERT INTO webhook_attempts (delivery_id, attempt, account_id, started_at, duration_ms) VALUES ($1, 1, $2, ${made}, 1)`,
        [`del_${id}_x`, account.id],
      );
    };
    await add(31, 'a', 'delivered');
    await add(31, 'b', 'failed', 'batch.completed');
    await add(31, 'c', 'pending');
    await add(29, 'd', 'delivered');
    // An old event that was replayed lately: its attempt is in the log for 30 days like any other.
    await add(31, 'e', 'delivered');
    await pool.query(`UPDATE webhook_attempts SET started_at = now() WHERE delivery_id = $1`, [
      `del_${idOf(31, 'e')}_x`,
    ]);
    const retention = service.app.get(WebhookRetention);
    for (let count = 2; count === 2;) count = await retention.forget(2);
    const left = async (table: string, column: string) =>
      (await pool.query(`SELECT ${column} AS id FROM ${table}`)).rows.map(({ id }) => id as string);
    expect((await left('webhook_deliveries', 'id')).length).toBe(3);
    expect((await left('webhook_attempts', 'delivery_id')).toSorted()).toEqual([
      `del_${idOf(31, 'e')}_x`,
      `del_${idOf(29, 'd')}_x`,
    ]);
    expect((await left('outbox_events', 'id')).toSorted()).toEqual([
      expect.stringMatching(/^evt_.*b$/),
      expect.stringMatching(/^evt_.*e$/),
      expect.stringMatching(/^evt_.*d$/),
      event,
    ]);
    expect(await left('webhook_endpoints', 'previous_sealed_secret')).toEqual([null]);
  });
});

/** The part of an id that says when it was made, one day at a time. */
function timeOf(time: number): string {
  const digits = '0123456789abcdefghjkmnpqrstvwxyz';
  let rest = Math.floor(time / DAY_MS) * DAY_MS;
  let text = '';
  for (let place = 0; place < 10; place += 1) {
    text = digits[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
