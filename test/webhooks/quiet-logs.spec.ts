import type { AccountClient } from '../support/client.js';
import { startService, type Service } from '../support/service.js';
import { until } from '../support/until.js';
import { startReceiver } from '../support/webhook-receiver.js';
import { WebhookRows, type NewEndpointAnswer } from '../support/webhook-rows.js';

/** Everything that is logged while webhooks succeed, fail, are refused, and while the database balks. */
describe('the service’s log', () => {
  let service: Service;
  let account: AccountClient;
  let printed = '';
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write.bind(stream));

  beforeAll(async () => {
    for (const stream of streams) {
      stream.write = ((text: string | Uint8Array) => {
        printed += String(text);
        return true;
      }) as typeof stream.write;
    }
    service = await startService({ environment: { LOG_LEVEL: 'trace' } });
    account = await service.client.account();
  });
  afterAll(async () => {
    await service.close();
    streams.forEach((stream, index) => (stream.write = writes[index] as typeof stream.write));
  });

  it('holds no secret, no signature, no key and no address of a receiver', async () => {
    const rows = new WebhookRows(service.sql);
    const receiver = await startReceiver((count) => (count % 2 ? 500 : 200));
    const url = `${receiver.url}/t0psecret?token=t0psecret`;
    const { body } = await account.post<NewEndpointAnswer>('/api/webhooks', { url });
    await account.post('/api/webhooks', { url: 'http://u:t0psecret@127.0.0.1/' });
    await account.post('/api/webhooks', { url: 'http://127.0.0.1:9/t0psecret' });
    const rotated = await account.post<NewEndpointAnswer>(`/api/webhooks/${body.id}/rotate`, {});
    await rows.append(account, 3);
    await until(
      () => rows.deliveries(),
      (found) => found.length === 6 && found.every(({ attempts }) => attempts > 0),
    );
    // The database balks at the end of an attempt, so that the turn fails.
    await service.sql.pool.query('ALTER TABLE webhook_attempts RENAME TO away');
    await rows.append(account, 3);
    await until(
      () => printed,
      (text) => text.includes('deliveries whe_'),
    );
    await service.sql.pool.query('ALTER TABLE away RENAME TO webhook_attempts');
    // The secrets cannot be opened, as after a change of ENCRYPTION_KEY: an attempt that failed like another.
    await service.sql.pool.query(`UPDATE webhook_endpoints SET sealed_secret = 'bm90IHNlYWxlZA=='`);
    await rows.skipLeases();
    await until(
      async () => (await rows.skipWaits(), rows.deliveries()),
      (found) => found.some(({ error }) => error === 'the secret could not be opened'),
    );
    const signatures = receiver.messages.flatMap(({ headers }) => String(headers['webhook-signature']).split(/[ ,]/));
    const hidden = [body.secret, rotated.body.secret, account.key, 't0psecret', 'whsec_', 'flx_live_', 'X-Amz-'];
    for (const word of [...hidden, ...signatures.filter((part) => part.length > 10)]) {
      expect(printed.includes(word) ? word : null).toBeNull();
    }
    await receiver.close();
  });
});
