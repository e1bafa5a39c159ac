import type { Page } from '../../src/common/http/validation.js';
import type { DeliveryView } from '../../src/webhooks/delivery-schema.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver, type Receiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

describe('the delivery log', () => {
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
    (await account.post<NewEndpointAnswer>('/api/webhooks', { url: `${receiver.url}?token=t0psecret` })).body;
  const log = async (id: string, query = '') =>
    (await account.get<Page<DeliveryView>>(`/api/webhooks/${id}/deliveries${query}`)).body;

  it('tells every attempt: when, how long, status, the first 4 kB of the answer, headers without secrets', async () => {
    const began = Date.now();
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
    await rows.allDelivered(1);
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
    expect(Date.parse(attempt?.startedAt ?? '')).toBeGreaterThanOrEqual(began);
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
});
