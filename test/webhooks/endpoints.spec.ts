import type { EndpointView } from '../../src/webhooks/endpoint-schema.js';
import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { WebhookRows } from '../support/webhook-rows.js';

type Made = EndpointView & { secret: string };

describe('webhook endpoints', () => {
  let service: Service;
  let account: AccountClient;
  let rows: WebhookRows;

  beforeAll(async () => {
    service = await startService();
    rows = new WebhookRows(service.sql);
  });
  beforeEach(async () => {
    account = await service.client.account();
  });
  afterAll(() => service.close());

  const make = async (given: object = {}) =>
    (await account.post<Made>('/api/webhooks', { url: 'http://127.0.0.1:9/', ...given })).body;

  it('keeps at most ten and shows a secret once', async () => {
    const url = 'http://127.0.0.1:9/';
    const made = await Promise.all(Array.from({ length: 12 }, () => account.post<Made>('/api/webhooks', { url })));
    expect(made.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), 409, 409]);
    const [{ id, secret } = {} as Made] = made.filter(({ status }) => status === 201).map(({ body }) => body);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await account.get<object>(`/api/webhooks/${id}`)).body).not.toHaveProperty('secret');
    expect(JSON.stringify((await account.get('/api/webhooks')).body)).not.toContain('whsec_');
    const { rows: stored } = await service.sql.pool.query('SELECT * FROM webhook_endpoints');
    expect(JSON.stringify(stored)).not.toContain(secret.slice('whsec_'.length));
    expect((await account.delete(`/api/webhooks/${id}`)).status).toBe(204);
    expect((await account.get(`/api/webhooks/${id}`)).status).toBe(404);
  });

  it('changes address, events, description and pause, each by itself', async () => {
    const made = await make({ events: ['batch.completed'], description: 'first' });
    expect(made).toMatchObject({ status: 'active', paused: false, disabledReason: null });
    const change = (body: object) => account.patch<EndpointView>(`/api/webhooks/${made.id}`, body);
    expect((await change({ url: 'http://127.0.0.1:9/other' })).body).toMatchObject({
      url: 'http://127.0.0.1:9/other',
      events: ['batch.completed'],
      description: 'first',
    });
    expect((await change({ events: ['usage.updated', 'batch.failed'] })).body.events).toEqual([
      'usage.updated',
      'batch.failed',
    ]);
    expect((await change({ events: null, description: null })).body).toMatchObject({ description: null });
    expect(await change({})).toMatchObject({
      status: 200,
      body: { url: 'http://127.0.0.1:9/other', status: 'active' },
    });
    expect((await change({ paused: true })).body).toMatchObject({ status: 'paused', paused: true });
    expect((await change({ description: 'held' })).body).toMatchObject({ status: 'paused', description: 'held' });
    expect((await change({ paused: false })).body).toMatchObject({ status: 'active', paused: false });
    for (const body of [{ url: null }, { events: [] }, { paused: 'yes' }, { description: '' }, []]) {
      expect(await change(body)).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    }
    expect(await change({ secret: 'mine', url: 'ftp://x.example/', events: ['no.such'] })).toMatchObject({
      status: 400,
      body: { fields: expect.arrayContaining([{ path: 'secret', message: 'unknown field' }]) },
    });
  });

  it('signs with both secrets for 24 hours after a rotation, and refuses a second one until then', async () => {
    const receiver = await startReceiver();
    const { id, secret } = await make({ url: receiver.url });
    const key = { 'idempotency-key': 'rotate-1' };
    const rotated = await account.post<Made>(`/api/webhooks/${id}/rotate`, {}, key);
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    const until24h = Date.parse(rotated.body.previousSecretUntil ?? '') - Date.now();
    expect(Math.abs(until24h - 24 * 3_600_000)).toBeLessThan(60_000);
    expect((await account.get<EndpointView>(`/api/webhooks/${id}`)).body).toMatchObject({
      previousSecretUntil: rotated.body.previousSecretUntil,
    });
    // The answer got lost: the same key gives the same secret again.
    expect((await account.post<Made>(`/api/webhooks/${id}/rotate`, {}, key)).body).toEqual(rotated.body);
    expect(await account.post(`/api/webhooks/${id}/rotate`, {})).toMatchObject({
      status: 409,
      body: { code: 'invalid_state', previousSecretUntil: rotated.body.previousSecretUntil },
    });
    await account.post(`/api/webhooks/${id}/test`, {});
    await receiver.received(1);
    expect(String(receiver.messages[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
    expect(receiver.verified(secret)).toHaveLength(1);
    expect(receiver.verified(rotated.body.secret)).toHaveLength(1);

    await service.sql.pool.query('UPDATE webhook_endpoints SET previous_secret_until = now() WHERE id = $1', [id]);
    await account.post(`/api/webhooks/${id}/test`, {});
    await receiver.received(2);
    expect(() => receiver.verified(secret)).toThrow();
    expect(receiver.verified(rotated.body.secret)).toHaveLength(2);
    expect((await account.post(`/api/webhooks/${id}/rotate`, {})).status).toBe(200);
    await receiver.close();
  });

  it('rotates once, however many ask at the same moment', async () => {
    const { id } = await make();
    const rotated = await Promise.all(
      Array.from({ length: 6 }, () => account.post<Made>(`/api/webhooks/${id}/rotate`, {})),
    );
    expect(rotated.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409, 409]);
  });

  it('signs with the new secret alone once the overlap was ended, and may be rotated again at once', async () => {
    const receiver = await startReceiver();
    const { id, secret } = await make({ url: receiver.url });
    const rotated = await account.post<Made>(`/api/webhooks/${id}/rotate`, {});
    expect((await account.delete(`/api/webhooks/${id}/previous-secret`)).status).toBe(204);
    expect((await account.delete(`/api/webhooks/${id}/previous-secret`)).status).toBe(204);
    expect((await account.get<EndpointView>(`/api/webhooks/${id}`)).body.previousSecretUntil).toBeNull();
    await account.post(`/api/webhooks/${id}/test`, {});
    await receiver.received(1);
    expect(() => receiver.verified(secret)).toThrow();
    expect(receiver.verified(rotated.body.secret)).toHaveLength(1);
    const { rows: kept } = await service.sql.pool.query(
      'SELECT previous_sealed_secret AS secret FROM webhook_endpoints WHERE id = $1',
      [id],
    );
    expect(kept).toEqual([{ secret: null }]);
    expect((await account.post(`/api/webhooks/${id}/rotate`, {})).status).toBe(200);
    await receiver.close();
  });

  it('sends a test event to that endpoint alone', async () => {
    const [tried, other] = [await startReceiver(), await startReceiver()];
    const { id, secret } = await make({ url: tried.url, events: ['batch.failed'] });
    await make({ url: other.url });
    const { status, body } = await account.post<{ delivery: string; webhookId: string }>(
      `/api/webhooks/${id}/test`,
      undefined,
    );
    expect(status).toBe(202);
    await tried.received(1);
    expect(tried.ids()).toEqual([body.webhookId]);
    expect(tried.verified(secret)).toEqual([{ type: 'webhook.test', timestamp: expect.any(String), data: {} }]);
    await until(
      async () => (await account.get<{ status: string }>(`/api/deliveries/${body.delivery}`)).body.status,
      (word) => word === 'delivered',
    );
    const later = await rows.append(account, 1);
    await other.received(1);
    expect(other.ids()).toEqual(later);
    await Promise.all([tried.close(), other.close()]);
  });

  it('holds what comes while it is paused, and sends it when it is resumed', async () => {
    const [receiver, other] = [await startReceiver(), await startReceiver()];
    const { id } = await make({ url: receiver.url });
    await make({ url: other.url });
    await account.patch(`/api/webhooks/${id}`, { paused: true });
    expect(await account.post(`/api/webhooks/${id}/test`, {})).toMatchObject({
      status: 409,
      body: { code: 'invalid_state', status: 'paused' },
    });
    const [eventId] = await rows.append(account, 1);
    await other.received(1);
    const [laterId] = await rows.append(account, 1);
    await other.received(2);
    const mine = async () => (await rows.deliveries()).filter(({ endpoint_id }) => endpoint_id === id);
    expect((await mine()).map(({ event_id }) => event_id)).toEqual([eventId, laterId]);
    expect(receiver.messages).toEqual([]);
    const { rows: turns } = await service.sql.pool.query('SELECT turn_until FROM webhook_endpoints WHERE id = $1', [
      id,
    ]);
    expect(turns).toEqual([{ turn_until: null }]);
    await account.patch(`/api/webhooks/${id}`, { paused: false });
    await until(mine, (found) => found.every(({ status }) => status === 'delivered'));
    expect(receiver.ids().toSorted()).toEqual([eventId, laterId].toSorted());
    await Promise.all([receiver.close(), other.close()]);
  });

  it('answers 404 for what is another account’s', async () => {
    const { id } = await make();
    const { body } = await account.post<{ delivery: string }>(`/api/webhooks/${id}/test`, {});
    const stranger = await service.client.account();
    const answers = [
      await stranger.get(`/api/webhooks/${id}`),
      await stranger.patch(`/api/webhooks/${id}`, { paused: true }),
      await stranger.post(`/api/webhooks/${id}/rotate`, {}),
      await stranger.delete(`/api/webhooks/${id}/previous-secret`),
      await stranger.post(`/api/webhooks/${id}/test`, {}),
      await stranger.get(`/api/webhooks/${id}/deliveries`),
      await stranger.post(`/api/webhooks/${id}/replay`, { since: '2026-01-01T00:00:00Z' }),
      await stranger.get(`/api/deliveries/${body.delivery}`),
      await stranger.post(`/api/deliveries/${body.delivery}/resend`, {}),
      await stranger.delete(`/api/webhooks/${id}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(404));
  });
});
